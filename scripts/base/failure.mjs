// @ts-check
// How a script ends badly.

/** A failure that a person can act on: its message is printed, and no stack. */
export class Failure extends Error {}

/**
 * The whole of a script: a Failure ends it with its message and exit code 1; anything else is our own mistake, and
 * shows its stack.
 * @param {() => Promise<void>} work
 */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Failure ? `\nerror: ${error.message}` : error);
    process.exit(1);
  }
}

/**
 * A mistake in the command line: exit code 2, as usual for one.
 * @param {string} message
 * @returns {never}
 */
export function misused(message) {
  console.error(`error: ${message}`);
  process.exit(2);
}
