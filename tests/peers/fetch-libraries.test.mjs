// The package with a `fetch` that others have made: it does with each what it does with the platform's own.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { MySafe } from "mysafe-wasm";
import { failure, rejects } from "../node/rejects.mjs";
import { fetchLibraries } from "./fetch-libraries.mjs";
import { serveTrouble } from "./troublesome.mjs";

for (const { name, version, fetch, waits } of fetchLibraries) {
  describe(`with the fetch of ${name} ${version}`, { timeout: 120_000 }, () => {
    /**
     * A client of a served sandbox.
     * @param {import("node:test").TestContext} t
     * @param {import("mysafe-wasm").MySafeOptions["retry"]} [retry]
     */
    async function client(t, retry = false) {
      const sandbox = createSandbox({ secrets: 300 });
      const server = await serve(sandbox);
      const mysafe = new MySafe({ baseUrl: server.url, ...demoClient, fetch, retry });
      t.after(async () => {
        mysafe.close();
        await server.close();
      });
      return { sandbox, mysafe };
    }

    /**
     * A client of a server that makes trouble.
     * @param {import("node:test").TestContext} t
     * @param {string} trouble
     */
    async function troubled(t, trouble) {
      const server = await serveTrouble();
      const mysafe = new MySafe({
        baseUrl: `${server.url}/${trouble}`,
        accessToken: "c4nary-token",
        fetch,
        retry: false,
      });
      t.after(async () => {
        mysafe.close();
        await server.close();
      });
      return { server, mysafe };
    }

    test("a secret goes off and on, and all are listed", async (t) => {
      const { sandbox, mysafe } = await client(t);
      const { active, changed, certain } = await mysafe.deactivate("43");
      assert.deepEqual({ active, changed, certain }, { active: false, changed: true, certain: true });
      assert.equal(sandbox.secrets.get("43")?.active, false);
      assert.equal((await mysafe.activate("43")).changed, true);
      assert.equal((await mysafe.list()).length, 300);
      assert.equal(sandbox.tokenRequests, 1);
    });

    test("a secret is made, with every character of its name", async (t) => {
      const { sandbox, mysafe } = await client(t);
      const made = await mysafe.create({ name: "produção ✓", url: "https://api.example", clientId: "any" });
      assert.equal(sandbox.secrets.get(made.identifier)?.name, "produção ✓");
      assert.equal((await mysafe.get(made.identifier)).name, "produção ✓");
    });

    test("what MySafe says against a call is its error", async (t) => {
      const { mysafe } = await client(t);
      const missing = await rejects(mysafe.deactivate("nope"), "NOT_FOUND");
      assert.deepEqual([missing.status, missing.apiCode], [400, 1005]);
    });

    test("an answer that breaks off is no success", async (t) => {
      const { sandbox, mysafe } = await client(t);
      sandbox.next({ operation: "deactivate", fault: "cut" });
      if (waits) await rejects(mysafe.deactivate("43", { timeout: 500 }), "TIMEOUT");
      else await rejects(mysafe.deactivate("43"), "NETWORK");
    });

    test("what the headers of an answer say is heard", async (t) => {
      const { sandbox, mysafe } = await client(t, { attempts: 2 });
      sandbox.next({ operation: "deactivate", fault: "rate-limit", retryAfter: 61 });
      await rejects(mysafe.deactivate("43"), "RATE_LIMITED", /61000 ms/);
    });

    test("an abort ends the request too", async (t) => {
      const { server, mysafe } = await troubled(t, "stalls");
      const stop = new AbortController();
      const call = failure(mysafe.deactivate("43", { signal: stop.signal }));
      await Promise.race([server.stalls, call]);
      const reason = new Error("enough");
      stop.abort(reason);
      assert.equal(await call, reason);
      await server.left;
    });

    test("a redirect is not followed", async (t) => {
      const { server, mysafe } = await troubled(t, "redirects");
      await rejects(mysafe.deactivate("43"), "INVALID_RESPONSE", /redirect/i);
      assert.deepEqual(server.arrived, ["redirects"]);
    });

    test("an answer that is too long is refused", async (t) => {
      const { mysafe } = await troubled(t, "is-endless");
      await rejects(mysafe.deactivate("43"), "INVALID_RESPONSE", /longer than 1048576 bytes/);
    });

    test("a request whose connection breaks is sent once", async (t) => {
      const { server, mysafe } = await troubled(t, "breaks");
      let [sent, code] = [0, "ROUTE_NOT_FOUND"];
      for (; code === "ROUTE_NOT_FOUND" && sent < 20; sent += 1) ({ code } = await failure(mysafe.deactivate("43")));
      assert.equal(code, "NETWORK", "a connection was used again, and broke");
      assert.equal(server.arrived.length, sent);
    });
  });
}
