// @ts-check
// The credentials that the tests make up, and whether one of them gets into what a test prints: a log that a browser
// writes, an error that nobody expected. What a Node.js process knows beyond these it watches for by itself: see
// tests/canaries/.

/**
 * What begins or marks each of them. A new one has "c4nary" in it, which is in no word and no path.
 */
export const marks = [
  "c4nary",
  // tests/browser
  "canary+secret/",
  // src and sandbox/test; the long one is RFC 6749's
  "s3cr3t",
  "z/tZ9VwFZqApmIQ+ZH1I5pLk",
  // the sandbox served and the soak
  "demo-secret",
  "soak-secret",
  // tests/fixtures: stored secrets, and the token; those of the sandbox begin like it
  "gf5464g5v7ffsd857xc4fds57g8fds",
  "dq986483917r56e997",
  "hy7464g5v8ghy4d858jk7fds57t4tr",
  "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.",
];

/** As they are, percent-encoded, or in the middle of base64. */
const forms = marks.flatMap((mark) => [
  mark,
  encodeURIComponent(mark),
  ...[0, 1, 2].map((offset) => {
    const base64 = Buffer.from(" ".repeat(offset) + mark).toString("base64");
    // Without the characters that hold bits of what stands before it and after it.
    return base64.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + mark.length) * 8) / 6));
  }),
]);

export class CanarySpotter {
  /** How many lines hold one. */
  seen = 0;

  /** @param {string} line */
  hear(line) {
    if (forms.some((form) => line.includes(form))) this.seen += 1;
  }

  /**
   * The outcome of what was heard: with a credential in it, a failure.
   * @template {{ failed: number, note?: string }} T
   * @param {T} outcome
   * @returns {T}
   */
  judge(outcome) {
    if (this.seen === 0) return outcome;
    return { ...outcome, failed: outcome.failed + 1, note: `a credential is in ${this.seen} lines of the output` };
  }
}
