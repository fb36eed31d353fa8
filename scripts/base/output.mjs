// @ts-check
// The output of a script. Work that runs side by side is captured, and printed when it ends.

import { AsyncLocalStorage } from "node:async_hooks";

/** @typedef {{ text: string }} Capture */

/** @type {AsyncLocalStorage<Capture>} */
const captures = new AsyncLocalStorage();

/** The capture that the caller runs in, if any. */
export const currentCapture = () => captures.getStore();

/**
 * Runs `work` and captures what it and the programs that it starts print.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<{ result: T, text: string }>}
 */
export async function capture(work) {
  const captured = { text: "" };
  const result = await captures.run(captured, work);
  return { result, text: captured.text };
}

/**
 * Prints one line.
 * @param {string} line
 */
export function print(line) {
  const captured = currentCapture();
  if (captured) captured.text += `${line}\n`;
  else console.log(line);
}
