// Client credentials, against an authorization server that knows nothing of MySafe or of us.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { MySafe } from "mysafe-wasm";
import { rejects } from "../node/rejects.mjs";
import { anyTextPath, serveWithProvider, tokenPath } from "./authorization-server.mjs";

/** All that RFC 6749 (appendix A) lets an id or a secret hold: visible ASCII and the space. */
const everything = String.fromCharCode(...Array.from({ length: 0x7f - 0x20 }, (_, index) => 0x20 + index));

const clients = [
  { clientId: "plain", clientSecret: "c4nary-secret" },
  { clientId: everything, clientSecret: [...everything].reverse().join("") },
  { clientId: "100%", clientSecret: "a+b=c&client_id=plain" },
  { clientId: "id:with:colons", clientSecret: ":" },
  { clientId: "%3A%2B%25", clientSecret: "%zz%" },
  { clientId: ' "quoted" ', clientSecret: "'; -- \\ " },
  { clientId: "+", clientSecret: " " },
  { clientId: "1PpG/Q 1", clientSecret: "z/tZ9VwFZqApmIQ+ZH1I5pLk/uB4ud:X2/8bL+wfFTt1rFw=" },
];

/** More than the RFC allows, and what people have all the same. */
const beyondAscii = [
  { clientId: "dépôt", clientSecret: "pässwörd ✓ %+:&=\"'" },
  { clientId: "金庫 🔑", clientSecret: "\u{10ffff}\u0000\r\n\t\u007f" },
  { clientId: "e\u0301", clientSecret: "é" }, // composed and decomposed: the bytes are the caller's, not ours to fold
];

const peer = await serveWithProvider(clients, beyondAscii);
after(() => peer.close());

const forms = [
  { token: { method: "POST", credentials: "basic" }, requests: [{ method: "POST", scheme: "Basic" }] },
  { token: { method: "POST", credentials: "body" }, requests: [{ method: "POST", scheme: undefined }] },
  {
    // Nothing pinned: the provider has no GET there, and says so by a 404.
    token: {},
    requests: [
      { method: "GET", scheme: "Basic" },
      { method: "POST", scheme: undefined },
    ],
  },
];

for (const { token, requests } of forms) {
  const client = (credentials) =>
    new MySafe({ baseUrl: peer.url, token: { ...token, path: tokenPath }, ...credentials });
  const name = [token.method ?? "unpinned", token.credentials].filter(Boolean).join(" ");

  for (const credentials of clients) {
    test(`${name}: ${JSON.stringify(credentials.clientId)} gets a token and switches a secret off`, async () => {
      peer.tokenRequests.length = 0;
      peer.sandbox.secrets.setActive("43", true);
      const mysafe = client(credentials);
      const { active, changed, attempts } = await mysafe.deactivate("43");
      assert.deepEqual([active, changed, attempts], [false, true, 1]);
      assert.equal(peer.sandbox.secrets.get("43").active, false);
      assert.equal(peer.callers.at(-1), credentials.clientId);
      await mysafe.activate("43");
      assert.deepEqual(peer.tokenRequests, requests);
      mysafe.close();
    });
  }

  for (const [what, credentials] of [
    ["a wrong secret", { clientId: "plain", clientSecret: "c4nary-secreT" }],
    ["an id that nobody has", { clientId: "nobody", clientSecret: "c4nary-secret" }],
    ["a secret that form-encodes to another's", { clientId: "+", clientSecret: "+" }],
  ]) {
    test(`${name}: ${what} is UNAUTHORIZED, and no other form is tried`, async () => {
      peer.tokenRequests.length = 0;
      const { status, attempts, retryable, message } = await rejects(
        client(credentials).deactivate("43"),
        "UNAUTHORIZED",
        /the client id or the client secret was refused.*invalid_client/,
      );
      assert.deepEqual({ status, attempts, retryable }, { status: 401, attempts: 0, retryable: false });
      assert.ok(!message.includes("c4nary-secre"), message);
      assert.deepEqual(peer.tokenRequests, requests);
    });
  }
}

for (const credentials of ["basic", "body"]) {
  for (const client of beyondAscii) {
    test(`POST ${credentials}: ${client.clientId} arrives letter by letter`, async () => {
      const token = { method: "POST", credentials, path: anyTextPath };
      peer.sandbox.secrets.setActive("43", true);
      const { changed } = await new MySafe({ baseUrl: peer.url, token, ...client }).deactivate("43");
      assert.equal(changed, true);
      assert.equal(peer.callers.at(-1), "plain");
      const folded = { clientId: client.clientId.normalize("NFC"), clientSecret: client.clientSecret.normalize("NFD") };
      if (folded.clientId === client.clientId && folded.clientSecret === client.clientSecret) return;
      await rejects(new MySafe({ baseUrl: peer.url, token, ...folded }).deactivate("43"), "UNAUTHORIZED");
    });
  }
}

test("what the RFC does not allow, the provider refuses, and the message says so", async () => {
  const [client] = beyondAscii;
  const [basic, body] = ["basic", "body"].map((credentials) =>
    new MySafe({ baseUrl: peer.url, token: { method: "POST", credentials, path: tokenPath }, ...client }).activate(
      "43",
    ),
  );
  const { message } = await rejects(basic, "API", /token\.credentials.*invalid_request.*not properly encoded/);
  assert.ok(!message.includes("wörd"), message);
  await rejects(body, "UNAUTHORIZED", /invalid_client/);
});

test("a token that the server revokes is replaced by another, once", async () => {
  const events = [];
  let header;
  const mysafe = new MySafe({
    baseUrl: peer.url,
    ...clients[0],
    token: { path: tokenPath, method: "POST", credentials: "basic" },
    fetch: (url, init) => {
      header = new Headers(init.headers).get("authorization");
      return fetch(url, init);
    },
    onEvent: ({ type, lifetime }) => type === "token" && events.push(lifetime),
  });
  await mysafe.activate("44");
  assert.match(header, /^Bearer /);
  assert.equal((await peer.revoke(header.slice("Bearer ".length))).status, 200);
  const { changed, attempts } = await mysafe.deactivate("44");
  assert.deepEqual({ changed, attempts }, { changed: true, attempts: 2 });
  assert.deepEqual(events, [600_000, 600_000]);
});
