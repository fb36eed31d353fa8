// Assertions about calls that must fail.

import assert from "node:assert/strict";
import { isMySafeError, MySafeError } from "mysafe-wasm";

/**
 * The reason with which a promise rejects, whatever it is.
 * @param {Promise<unknown>} promise
 */
export const failure = (promise) =>
  promise.then(
    () => assert.fail("the promise was fulfilled"),
    (thrown) => thrown,
  );

/**
 * Asserts that a promise rejects with a MySafeError of this code and message, and returns the error.
 * @param {Promise<unknown>} promise
 * @param {string} code
 * @param {RegExp} [message]
 */
export async function rejects(promise, code, message = /./) {
  const error = await failure(promise);
  assert.ok(isMySafeError(error) && error instanceof MySafeError && error instanceof Error, String(error));
  assert.equal(error.code, code, error.message);
  assert.match(error.message, message);
  return error;
}
