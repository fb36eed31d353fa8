// Hostile response bodies: every call settles, nothing panics, and no body is read beyond its limit. node:test fails a test with
// an unhandled rejection.

import assert from "node:assert/strict";
import { test } from "node:test";
import { MySafeError } from "mysafe-wasm";
import { clientOf, fails, settled } from "./hostile.mjs";

const nested = (open, close, depth) => open.repeat(depth) + close.repeat(depth);

/** Bodies that no MySafe sends. */
const bodies = {
  empty: "",
  blank: " \n",
  null: "null",
  number: "43",
  "huge number": "1e999",
  "long number": "9".repeat(100_000),
  text: '"text"',
  list: "[]",
  "cut off": '{"response": {"error": fal',
  "two values": "{}{}",
  "nested lists": nested("[", "]", 100_000),
  "nested objects": '{"response":'.repeat(50_000) + "}".repeat(50_000),
  "nested lists in a response": `{"response":{"status":200,"error":false,"message":${nested("[", "]", 100_000)}}}`,
  "unclosed nested lists": "[".repeat(500_000),
  "byte order mark alone": "\ufeff",
  "lone surrogates": '{"response":{"error":false,"message":"\\ud800","status":200}}',
  "reversed surrogates": '{"response":{"error":true,"message":"\\udc00\\ud800","status":400}}',
  "bad UTF-8": new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  "overlong UTF-8": new Uint8Array([0x22, 0xc0, 0xaf, 0x22]),
  "UTF-16": new Uint8Array(new Uint16Array([..."{}"].map((char) => char.charCodeAt(0))).buffer),
  zeros: new Uint8Array(1000),
  "control characters": '{"response":{"error":true,"message":"\\u0000\\u001b[31m\\u202e\\r\\nSet-Cookie: x"}}',
  "response with wrong types": '{"response":{"error":{},"status":[],"message":43}}',
  "status beyond 64 bits": '{"response":{"error":false,"status":18446744073709551616,"message":"x"}}',
  "negative status": '{"response":{"error":false,"status":-1,"message":"x"},"code":-200}',
  "fractional status": '{"response":{"error":false,"status":200.5},"code":1e400}',
  "exception with wrong types": '{"exception":{"code":{"a":1},"message":[]}}',
  "exception code beyond 64 bits": '{"exception":{"code":99999999999999999999999,"message":null}}',
  "many members": `{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":${index}`).join()}}`,
  "the same member 20 000 times": `{${'"response":{},'.repeat(20_000)}"response":null}`,
  "prototype members": '{"__proto__":{"response":{"error":false}},"constructor":{"response":1},"toString":1}',
  "a long message": JSON.stringify({ response: { error: true, message: "\u{1f512}".repeat(100_000) } }),
  "NaN and Infinity": '{"response":{"error":NaN,"status":Infinity}}',
  comments: '{/* no */"response":{}}',
  script: "<script>alert(1)</script>",
};

for (const [name, body] of Object.entries(bodies)) {
  test(`every call settles for a body: ${name}`, async () => {
    for (const status of [200, 201, 400, 401, 404, 418, 429, 500, 503, 599]) {
      const call = () => new Response(body, { status, headers: { "content-type": "application/json" } });
      const result = await settled(clientOf({ call }).deactivate("43"), `${name} under ${status}`);
      assert.ok(result.error instanceof MySafeError || status < 300, `${name} under ${status}`);
      if (result.value) assert.equal(typeof result.value.message, "string");
      await fails(clientOf({ token: call }).deactivate("43"), `${name} as a token under ${status}`);
    }
    const call = () => new Response(body);
    const client = clientOf({ call });
    const report = await settled(client.deactivateMany(["43", "44"]), name);
    assert.equal(report.value.total, 2);
    await settled(client.list(), name);
    await settled(client.get("43"), name);
    await settled(client.isActive("43"), name);
  });
}

test("a call settles for any token answer, with at most four token requests", async () => {
  for (const body of [
    { access_token: 43, token_type: "Bearer" },
    { access_token: "", token_type: "Bearer" },
    { access_token: "c4nary a b", token_type: "Bearer" },
    { access_token: "c4nary\r\nx: y", token_type: "Bearer" },
    { access_token: "\ud800", token_type: "Bearer" },
    { access_token: "x".repeat(500_000), token_type: "Bearer" },
    { access_token: "c4nary-t0ken", token_type: "mac" },
    { access_token: "c4nary-t0ken", token_type: null },
    ...[0, -1, 1e308, 1e-300, "3600", "soon", null, [], {}, true, 2 ** 53].map((expires_in) => ({
      access_token: "c4nary-t0ken",
      token_type: "Bearer",
      expires_in,
    })),
  ]) {
    let tokenRequests = 0;
    const token = () => {
      tokenRequests += 1;
      return Response.json(body);
    };
    const client = clientOf({ token });
    await settled(client.deactivate("43"), JSON.stringify(body).slice(0, 80));
    await settled(client.deactivate("43"), JSON.stringify(body).slice(0, 80));
    assert.ok(
      tokenRequests >= 1 && tokenRequests <= 4,
      `${tokenRequests} token requests for ${JSON.stringify(body).slice(0, 80)}`,
    );
  }
});

test("a body is read up to the limit, whether it is a stream or a buffer", async () => {
  const chunk = new Uint8Array(64 * 1024).fill(0x20);
  let pulled = 0;
  const endless = () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          pulled += 1;
          controller.enqueue(chunk);
        },
      }),
    );
  await fails(clientOf({ call: endless }).deactivate("43"), "endless", "INVALID_RESPONSE");
  assert.ok(pulled < 40, `${pulled} chunks were read`);
  await fails(clientOf({ token: endless }).deactivate("43"), "endless token", "INVALID_RESPONSE");
  const tooLarge = () => new Response("x".repeat((1 << 20) + 1));
  const error = await fails(clientOf({ call: tooLarge }).deactivate("43"), "too large", "INVALID_RESPONSE");
  assert.match(error.message, /longer than 1048576 bytes/);
  const bufferResponse = {
    status: 200,
    headers: new Headers(),
    arrayBuffer: async () => new ArrayBuffer((1 << 20) + 1),
  };
  await fails(
    clientOf({ call: async () => bufferResponse }).deactivate("43"),
    "a buffer that is too large",
    "INVALID_RESPONSE",
  );
});
