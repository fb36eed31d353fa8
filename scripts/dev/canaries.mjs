// @ts-check
// The credentials that the tests make up, and a search for them in the output of a test: a browser's log, an unexpected
// error. tests/canaries/ watches Node.js processes, for every credential that they meet.

/** The beginning or a mark of each credential. A new one contains "c4nary", which is in no word and no path. */
export const marks = [
  "c4nary",
  // tests/browser
  "canary+secret/",
  // src and sandbox/test; the long one is RFC 6749's
  "s3cr3t",
  "z/tZ9VwFZqApmIQ+ZH1I5pLk",
  // the served sandbox and the soak
  "demo-secret",
  "soak-secret",
  // tests/fixtures: stored secrets, and the token; those of the sandbox begin the same
  "gf5464g5v7ffsd857xc4fds57g8fds",
  "dq986483917r56e997",
  "hy7464g5v8ghy4d858jk7fds57t4tr",
  "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.",
];

/** The marks as they are, percent-encoded, and within base64. */
const forms = marks.flatMap((mark) => [
  mark,
  encodeURIComponent(mark),
  ...[0, 1, 2].map((offset) => {
    const base64 = Buffer.from(" ".repeat(offset) + mark).toString("base64");
    // Without the characters that also encode bits of the text before and after.
    return base64.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + mark.length) * 8) / 6));
  }),
]);

/** Looks for credentials in lines of output. */
export class CanarySpotter {
  /** The number of lines with a credential. */
  found = 0;

  /** @param {string} line */
  read(line) {
    if (forms.some((form) => line.includes(form))) this.found += 1;
  }

  /**
   * Turns an outcome into a failure when a credential was found.
   * @template {{ failed: number, note?: string }} T
   * @param {T} outcome
   * @returns {T}
   */
  judge(outcome) {
    if (this.found === 0) return outcome;
    return { ...outcome, failed: outcome.failed + 1, note: `${this.found} lines of the output contain a credential` };
  }
}
