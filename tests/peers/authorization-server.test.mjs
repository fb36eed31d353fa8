// The client credentials grant against oidc-provider, an authorization server that was not written for MySafe.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { MySafe } from "mysafe-wasm";
import { rejects } from "../node/rejects.mjs";
import { anyTextPath, serveWithProvider, tokenPath } from "./authorization-server.mjs";

/** Every character that RFC 6749 (appendix A) allows in an id or a secret: visible ASCII and the space. */
const everyCharacter = String.fromCharCode(...Array.from({ length: 0x7f - 0x20 }, (_, index) => 0x20 + index));

const clients = [
  { clientId: "plain", clientSecret: "c4nary-secret" },
  { clientId: everyCharacter, clientSecret: [...everyCharacter].reverse().join("") },
  { clientId: "100%", clientSecret: "a+b=c&client_id=plain" },
  { clientId: "id:with:colons", clientSecret: ":" },
  { clientId: "%3A%2B%25", clientSecret: "%zz%" },
  { clientId: ' "quoted" ', clientSecret: "'; -- \\ " },
  { clientId: "+", clientSecret: " " },
  { clientId: "1PpG/Q 1", clientSecret: "z/tZ9VwFZqApmIQ+ZH1I5pLk/uB4ud:X2/8bL+wfFTt1rFw=" },
];

/** Credentials that the RFC does not allow and that exist all the same. */
const beyondAscii = [
  { clientId: "dépôt", clientSecret: "pässwörd ✓ %+:&=\"'" },
  { clientId: "金庫 🔑", clientSecret: "\u{10ffff}\u0000\r\n\t\u007f" },
  { clientId: "e\u0301", clientSecret: "é" }, // decomposed and composed: the client must not normalize either
];

const peer = await serveWithProvider(clients, beyondAscii);
after(() => peer.close());

const forms = [
  { token: { method: "POST", credentials: "basic" }, requests: [{ method: "POST", scheme: "Basic" }] },
  { token: { method: "POST", credentials: "body" }, requests: [{ method: "POST", scheme: undefined }] },
  {
    // Nothing is pinned. The provider answers a GET of its token endpoint with a 404.
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
    test(`${name}: ${JSON.stringify(credentials.clientId)} gets a token and deactivates a secret`, async () => {
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

  for (const [fault, credentials] of [
    ["a wrong secret", { clientId: "plain", clientSecret: "c4nary-secreT" }],
    ["an unknown id", { clientId: "nobody", clientSecret: "c4nary-secret" }],
    ["a secret that is the form-encoding of the right one", { clientId: "+", clientSecret: "+" }],
  ]) {
    test(`${name}: ${fault} is UNAUTHORIZED, and no other form is tried`, async () => {
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
    test(`POST ${credentials}: ${client.clientId} arrives unchanged`, async () => {
      const token = { method: "POST", credentials, path: anyTextPath };
      peer.sandbox.secrets.setActive("43", true);
      const { changed } = await new MySafe({ baseUrl: peer.url, token, ...client }).deactivate("43");
      assert.equal(changed, true);
      assert.equal(peer.callers.at(-1), "plain");
      const normalized = {
        clientId: client.clientId.normalize("NFC"),
        clientSecret: client.clientSecret.normalize("NFD"),
      };
      if (normalized.clientId === client.clientId && normalized.clientSecret === client.clientSecret) return;
      await rejects(new MySafe({ baseUrl: peer.url, token, ...normalized }).deactivate("43"), "UNAUTHORIZED");
    });
  }
}

test("the message quotes the provider's refusal of characters that the RFC does not allow", async () => {
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

test("replaces a revoked token once", async () => {
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
