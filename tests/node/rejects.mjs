// How the tests of the built package look at a call that is to fail.

import assert from "node:assert/strict";
import { MySafeError } from "mysafe-wasm";

/**
 * The error that a promise is rejected with, which is one of ours, of this code, and says this.
 * @param {Promise<unknown>} promise
 * @param {string} code
 * @param {RegExp} [words]
 */
export async function rejects(promise, code, words = /./) {
  const error = await promise.then(
    () => assert.fail("it was fulfilled"),
    (error) => error,
  );
  assert.ok(error instanceof MySafeError, String(error));
  assert.equal(error.code, code, error.message);
  assert.match(error.message, words);
  return error;
}
