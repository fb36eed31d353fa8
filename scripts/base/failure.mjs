// @ts-check
// Errors that end a script.

/** A failure that a person can act on: its message is printed, without a stack. */
export class Failure extends Error {}

/**
 * What to print of an error. Anything but a Failure is a defect of the script, and shows its stack.
 * @param {unknown} error
 */
export function describe(error) {
  if (error instanceof Failure) return `\nerror: ${error.message}`;
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}

/**
 * Runs a script's main function; an error ends the process with exit code 1.
 * @param {() => Promise<void>} work
 */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(describe(error));
    process.exit(1);
  }
}

/**
 * Ends the process because its command line is wrong: exit code 2, as usual.
 * @param {string} message
 * @returns {never}
 */
export function misused(message) {
  console.error(`error: ${message}`);
  process.exit(2);
}
