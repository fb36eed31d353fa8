// A runtime where a request may not wait for what another one began: workerd, and edge routes.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { scripted, secrets, start } from "./kit.mjs";

/** Makes this process such a runtime, for the brokers that are made until the test is over. */
function onTheEdge(t) {
  globalThis.EdgeRuntime = "edge-runtime";
  t.after(() => delete globalThis.EdgeRuntime);
}

test("on the edge, one call after another uses one token of MySafe's, and a revoked one is renewed", async (t) => {
  onTheEdge(t);
  const { sandbox, clientOf } = start();
  const ana = clientOf("ana");
  for (const identifier of ["43", "44"]) assert.equal((await ana.deactivate(identifier)).certain, true);
  assert.equal(sandbox.tokenRequests, 1);
  sandbox.revokeTokens();
  for (const identifier of ["45", "46"]) assert.equal((await ana.deactivate(identifier)).attempts, 1);
  assert.equal(sandbox.tokenRequests, 2);
});

test("on the edge, no call waits for the token of another", async (t) => {
  onTheEdge(t);
  const waiting = [];
  let giveUp;
  const { broker, clientOf, sandbox } = start({
    mysafe: {
      async fetch(url, init) {
        // The first call's question for a token is not answered: its request was given up.
        if (url.includes("/oauth2/token") && waiting.push(url) === 1) {
          return new Promise((_, reject) => {
            giveUp = reject;
          });
        }
        return sandbox.fetch(url, init);
      },
    },
  });
  const ana = clientOf("ana");
  const left = ana.deactivate("43", { timeout: 60_000 }).catch(({ code }) => code);
  while (waiting.length < 1) await new Promise((resolve) => setImmediate(resolve));
  assert.equal((await ana.deactivate("44")).changed, true);
  broker.close();
  ana.close();
  assert.equal(await left, "CLOSED");
  // Otherwise the process would wait for the call's deadline.
  giveUp(new Error("given up"));
});

test("on the edge, only a token that MySafe accepted is used again", async (t) => {
  onTheEdge(t);
  const answers = [
    Response.json({ error: "invalid_client" }),
    Response.json({ access_token: "c4nary-first", expires_in: 3600 }),
  ];
  let questions = 0;
  const { seen, fetch } = scripted(() =>
    Response.json({ response: { status: 200, message: "Success", error: false, error_code: 0 } }),
  );
  const { ask, tokenOf } = start({
    mysafe: {
      fetch(url, init) {
        if (!url.includes("/oauth2/token")) return fetch(url, init);
        questions += 1;
        return Promise.resolve(answers.shift() ?? Response.error());
      },
    },
  });
  const token = await tokenOf("ana");
  const statuses = [];
  for (let call = 0; call < 3; call += 1) statuses.push((await ask(`${secrets}/43`, { token })).status);
  assert.deepEqual([statuses, questions, seen.length], [[502, 200, 200], 2, 2]);
});

test("on the edge, a closed broker sends nothing more", async (t) => {
  onTheEdge(t);
  const { broker, sandbox, ask, tokenOf } = start();
  const token = await tokenOf("ana");
  assert.equal((await ask(`${secrets}/43`, { token })).status, 200);
  const sent = sandbox.requests.length;
  broker.close();
  assert.equal((await ask(`${secrets}/43`, { token })).status, 502);
  assert.equal(sandbox.requests.length, sent);
});

test("what runs in every runtime compiles without the types of Node.js", () => {
  const manifest = createRequire(import.meta.url).resolve("typescript/package.json");
  const project = fileURLToPath(new URL("../tsconfig.core.json", import.meta.url));
  execFileSync(process.execPath, [join(dirname(manifest), "lib/tsc.js"), "-p", project], { stdio: "pipe" });
});
