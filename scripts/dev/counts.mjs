// @ts-check
// How many tests passed and failed, from what test runners print.

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** The closing line of each binary of `cargo test`, natively and under wasm-bindgen-test-runner. */
export class CargoCounter {
  /** @type {Counts} */
  counts = { passed: 0, failed: 0, skipped: 0 };

  /** @param {string} line */
  hear(line) {
    const found = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/.exec(line);
    if (!found) return;
    this.counts.passed += Number(found[1]);
    this.counts.failed += Number(found[2]);
    this.counts.skipped += Number(found[3]);
  }
}

/** The closing lines of `node --test` with its `spec` reporter. */
export class NodeCounter {
  /** @type {Counts} */
  counts = { passed: 0, failed: 0, skipped: 0 };

  /** @param {string} line */
  hear(line) {
    const [, what, number] = /^ℹ (pass|fail|cancelled|skipped|todo) (\d+)$/.exec(line) ?? [];
    if (what === "pass") this.counts.passed += Number(number);
    if (what === "fail" || what === "cancelled") this.counts.failed += Number(number);
    if (what === "skipped" || what === "todo") this.counts.skipped += Number(number);
  }
}

/**
 * What a test run amounts to. Its exit code can say more than its counts: a binary that does not compile, or a browser
 * that dies, fails no test; and a run without tests has shown nothing.
 * @param {Counts} counts
 * @param {number} code
 * @returns {Counts & { note?: string }}
 */
export function judge(counts, code) {
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1, note: `exit code ${code}` };
  if (counts.passed + counts.failed === 0) return { ...counts, failed: 1, note: "no test ran" };
  return counts;
}
