import type { Audit } from "./record.js";

/**
 * An audit of JSON Lines: one JSON object a line.
 *
 * @param write takes a line with its line break. A change waits until what it returns is fulfilled
 * @returns the function for the option `audit`
 * @example
 * ```ts
 * const audit = jsonLines((line) => console.log(line.trimEnd()));
 * ```
 */
export function jsonLines(write: (line: string) => void | Promise<void>): Audit {
  return (record) => write(`${JSON.stringify(record)}\n`);
}
