// How the tests of the built package look at a call that is to fail.

import assert from "node:assert/strict";
import { isMySafeError, MySafeError } from "mysafe-wasm";

/**
 * What a promise is rejected with, whatever it is.
 * @param {Promise<unknown>} promise
 */
export const failure = (promise) =>
  promise.then(
    () => assert.fail("it was fulfilled"),
    (thrown) => thrown,
  );

/**
 * The error that a promise is rejected with, which is one of ours, of this code, and says this.
 * @param {Promise<unknown>} promise
 * @param {string} code
 * @param {RegExp} [words]
 */
export async function rejects(promise, code, words = /./) {
  const error = await failure(promise);
  assert.ok(isMySafeError(error) && error instanceof MySafeError && error instanceof Error, String(error));
  assert.equal(error.code, code, error.message);
  assert.match(error.message, words);
  return error;
}
