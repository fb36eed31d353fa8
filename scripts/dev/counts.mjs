// @ts-check
// Numbers of passed and failed tests, read from the output of test runners.

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** Counts by the last line of each binary of `cargo test`, run natively or by wasm-bindgen-test-runner. */
export class CargoCounter {
  /** @type {Counts} */
  counts = { passed: 0, failed: 0, skipped: 0 };

  /** @param {string} line */
  read(line) {
    const found = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/.exec(line);
    if (!found) return;
    this.counts.passed += Number(found[1]);
    this.counts.failed += Number(found[2]);
    this.counts.skipped += Number(found[3]);
  }
}

/** Counts by the last lines of `node --test` with its `spec` reporter. */
export class NodeCounter {
  /** @type {Counts} */
  counts = { passed: 0, failed: 0, skipped: 0 };

  /** @param {string} line */
  read(line) {
    const [, kind, number] = /^ℹ (pass|fail|cancelled|skipped|todo) (\d+)$/.exec(line) ?? [];
    if (kind === "pass") this.counts.passed += Number(number);
    if (kind === "fail" || kind === "cancelled") this.counts.failed += Number(number);
    if (kind === "skipped" || kind === "todo") this.counts.skipped += Number(number);
  }
}

/**
 * The outcome of a test run. A binary that does not compile, or a browser that dies, fails no test, so the exit code counts
 * too; and a run without tests is a failure.
 * @param {Counts} counts
 * @param {number} code
 * @returns {Counts & { note?: string }}
 */
export function outcomeOf(counts, code) {
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1, note: `exit code ${code}` };
  if (counts.passed + counts.failed === 0) return { ...counts, failed: 1, note: "no test ran" };
  return counts;
}
