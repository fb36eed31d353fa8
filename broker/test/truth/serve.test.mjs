// @ts-check
// `serve` sends an answer whose body is at hand in a way of its own. What arrives is what the broker's `fetch` answers, whichever way
// it is sent: served as it is, behind a function of the operator's, and as a stream.

import assert from "node:assert/strict";
import { test } from "node:test";
import { serve } from "mysafe-broker/node";
import { scripted, secrets, start } from "../kit.mjs";

/** Answers of MySafe's: status, body, and headers. @type {readonly (readonly [number, string | null, Record<string, string>?])[]} */
const answers = [
  [200, '{"response":{"status":200,"message":"Senha é válida ✓","error":false}}', { "x-request-id": "abc" }],
  [200, "", {}],
  [200, "<html>é", { "content-type": "text/html" }],
  [201, "{}"],
  [204, null],
  [205, null],
  [304, null],
  [301, '{"message":"moved"}', { location: "https://elsewhere.example" }],
  [400, '{"exception":{"code":1005}}'],
  [429, '{"message":"wait"}', { "retry-after": "7" }],
  [503, `{"message":"${"x".repeat(100_000)}"}`],
];

const rate = { perIdentity: 1_000, per: 1 };

const withoutConnection = (/** @type {Headers} */ headers) =>
  [...headers].filter(([name]) => !["connection", "keep-alive", "date"].includes(name));

for (const reveals of [false, true]) {
  test(`an answer is the same whichever way it is sent, ${reveals ? "as it is" : "without values"}`, async (t) => {
    /** @type {readonly [number, string | null, Record<string, string>?]} */
    let answer = answers[0] ?? [200, null];
    const mysafe = scripted(() => {
      const [status, body, headers = {}] = answer;
      return new Response(body, { status, headers: { "content-type": "application/json", ...headers } });
    });
    const { broker, tokenOf } = start({
      mysafe: { fetch: mysafe.fetch },
      origins: ["https://page.example"],
      rate,
      permit: ({ operation }) => reveals || operation !== "reveal",
    });
    const servers = await Promise.all([
      serve(broker),
      serve({ fetch: (request) => broker.fetch(request) }),
      serve({
        async fetch(request) {
          const { body, status, headers } = await broker.fetch(request);
          return new Response(body, { status, headers });
        },
      }),
    ]);
    t.after(() => Promise.all(servers.map((server) => server.close(0))));
    const authorization = `Bearer ${await tokenOf("ana")}`;
    for (answer of answers) {
      for (const origin of [undefined, "https://page.example"]) {
        const seen = [];
        for (const { url } of servers) {
          const response = await fetch(`${url}${secrets}/43`, {
            headers: { authorization, ...(origin !== undefined && { origin }) },
            redirect: "manual",
          });
          seen.push([response.status, withoutConnection(response.headers), await response.text()]);
        }
        const [first, ...others] = seen;
        assert.equal(first?.[0], answer[0]);
        for (const other of others) assert.deepEqual(other, first, String(answer[0]));
      }
    }
  });
}

test("what an operator's function adds to an answer arrives, cookies too", async (t) => {
  const mysafe = scripted(() => Response.json({ response: { status: 200, message: "Success", error: false } }));
  const { broker, tokenOf } = start({ mysafe: { fetch: mysafe.fetch }, rate });
  const { url, close } = await serve({
    async fetch(request) {
      const response = await broker.fetch(request);
      response.headers.set("x-added", "1");
      if (request.url.endsWith("/44")) {
        response.headers.append("set-cookie", "a=1");
        response.headers.append("set-cookie", "b=2");
      }
      return response;
    },
  });
  t.after(() => close(0));
  const headers = { authorization: `Bearer ${await tokenOf("ana")}` };
  for (const [identifier, cookies] of /** @type {const} */ ([
    [43, []],
    [44, ["a=1", "b=2"]],
  ])) {
    const response = await fetch(`${url}${secrets}/${identifier}`, { headers });
    assert.equal(response.headers.get("x-added"), "1");
    assert.deepEqual(response.headers.getSetCookie(), cookies);
    assert.match(await response.text(), /Success/);
  }
});
