// A hostile fetch: whatever it returns or throws, the call rejects with a MySafeError. node:test fails a test with an unhandled
// rejection.

import { test } from "node:test";
import { clientOf, fails, hostile, succeed, throwables } from "./hostile.mjs";

/** A response whose body gives ten results of `read`. */
function streamOf(read) {
  let left = 10;
  const next = () => {
    left -= 1;
    return left < 0 ? { done: true } : read();
  };
  return { status: 200, headers: new Headers(), body: { getReader: () => ({ read: next }) } };
}

/** Results of a `fetch` that are no valid Response. */
const fetchResults = {
  undefined: () => undefined,
  null: () => null,
  "a number": () => 200,
  "a text": () => "200 OK",
  "a symbol": () => Symbol("200"),
  "a bigint": () => 200n,
  "a function": () => () => {},
  "an empty object": () => ({}),
  "an error": () => new Error("returned, not thrown"),
  "a proxy that throws": () => ({ status: 200, headers: hostile, body: hostile }),
  "only a status": () => ({ status: 200 }),
  "a status as text": () => ({ status: "200" }),
  "a status of NaN": () => ({ status: Number.NaN }),
  "a negative status": () => ({ status: -1 }),
  "a huge status": () => ({ status: 1e9 }),
  "a fractional status": () => ({ status: 200.5 }),
  "a throwing status": () => ({
    get status() {
      throw new Error("status");
    },
  }),
  "an opaque redirect": () => ({ status: 0, type: "opaqueredirect", headers: new Headers(), body: null }),
  "headers that are a number": () => ({ status: 200, headers: 43, body: null }),
  "headers that give objects": () => ({ status: 429, headers: { get: () => ({}) }, body: null }),
  "headers that throw": () => ({
    status: 200,
    headers: {
      get() {
        throw new Error("get");
      },
    },
  }),
  "a body that is text": () => ({ status: 200, headers: new Headers(), body: "text" }),
  "a body without a reader": () => ({ status: 200, headers: new Headers(), body: {} }),
  "a reader without a read": () => ({ status: 200, headers: new Headers(), body: { getReader: () => ({}) } }),
  "a read that throws": () =>
    streamOf(() => {
      throw new Error("read");
    }),
  "a read that rejects with nothing": () => streamOf(() => Promise.reject()),
  "a read of no object": () => streamOf(async () => 43),
  "a read without a value": () => streamOf(async () => ({ done: false })),
  "a read of text": () => streamOf(async () => ({ done: false, value: "text" })),
  "a read with a false length": () => streamOf(async () => ({ done: false, value: { byteLength: 1e12 } })),
  "a locked body": () => {
    const response = succeed();
    response.body.getReader();
    return response;
  },
  "a body that was read": async () => {
    const response = succeed();
    await response.text();
    return response;
  },
  "a detached buffer": () => {
    const bytes = new Uint8Array(10);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    return streamOf(async () => ({ done: false, value: bytes }));
  },
  "arrayBuffer of text": () => ({ status: 200, headers: new Headers(), arrayBuffer: async () => "text" }),
  "arrayBuffer that throws": () => ({
    status: 200,
    headers: new Headers(),
    arrayBuffer() {
      throw new Error("arrayBuffer");
    },
  }),
  "a thenable that throws": () => ({
    // biome-ignore lint/suspicious/noThenProperty: the test is about thenables
    get then() {
      throw new Error("then");
    },
  }),
  "a thenable that rejects twice": () => ({
    // biome-ignore lint/suspicious/noThenProperty: the test is about thenables
    then(_, reject) {
      reject(new Error("one"));
      reject(new Error("two"));
    },
  }),
};

for (const [name, result] of Object.entries(fetchResults)) {
  test(`a call settles when fetch returns ${name}`, async () => {
    for (const call of [result, async () => result()]) {
      const options = { timeout: 500 };
      await fails(clientOf({ call, ...options }).deactivate("43"), name);
      await fails(clientOf({ token: call, ...options }).deactivate("43"), `${name} as a token`);
    }
  });
}

test("a fetch that throws or rejects with any value is a NETWORK error", async () => {
  for (const [index, thrown] of throwables().entries()) {
    const throwing = () => {
      throw thrown;
    };
    for (const call of [throwing, () => Promise.reject(thrown)]) {
      await fails(clientOf({ call }).deactivate("43"), `throwable ${index}`, "NETWORK");
      await fails(clientOf({ token: call }).deactivate("43"), `throwable ${index} of a token`, "NETWORK");
    }
  }
});
