// The package behaves the same with the `fetch` of other libraries as with the platform's own.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { MySafe } from "mysafe-wasm";
import { failure, rejects } from "../node/rejects.mjs";
import { serveFaulty } from "./faulty-server.mjs";
import { fetchLibraries } from "./fetch-libraries.mjs";

for (const { name, version, fetch, waits } of fetchLibraries) {
  describe(`with the fetch of ${name} ${version}`, { timeout: 120_000 }, () => {
    /**
     * A client of a sandbox that is served over HTTP.
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
     * A client of a server that misbehaves.
     * @param {import("node:test").TestContext} t
     * @param {string} fault
     */
    async function clientOfFaultyServer(t, fault) {
      const server = await serveFaulty();
      const mysafe = new MySafe({
        baseUrl: `${server.url}/${fault}`,
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

    test("deactivates, activates and lists secrets", async (t) => {
      const { sandbox, mysafe } = await client(t);
      const { active, changed, certain } = await mysafe.deactivate("43");
      assert.deepEqual({ active, changed, certain }, { active: false, changed: true, certain: true });
      assert.equal(sandbox.secrets.get("43")?.active, false);
      assert.equal((await mysafe.activate("43")).changed, true);
      assert.equal((await mysafe.list()).length, 300);
      assert.equal(sandbox.tokenRequests, 1);
    });

    test("creates a secret with a name that is not ASCII", async (t) => {
      const { sandbox, mysafe } = await client(t);
      const created = await mysafe.create({ name: "produção ✓", url: "https://api.example", clientId: "any" });
      assert.equal(sandbox.secrets.get(created.identifier)?.name, "produção ✓");
      assert.equal((await mysafe.get(created.identifier)).name, "produção ✓");
    });

    test("rejects with the error of MySafe", async (t) => {
      const { mysafe } = await client(t);
      const missing = await rejects(mysafe.deactivate("nope"), "NOT_FOUND");
      assert.deepEqual([missing.status, missing.apiCode], [400, 1005]);
    });

    test("rejects when the connection breaks in the middle of a body", async (t) => {
      const { sandbox, mysafe } = await client(t);
      sandbox.next({ operation: "deactivate", fault: "cut" });
      if (waits) await rejects(mysafe.deactivate("43", { timeout: 500 }), "TIMEOUT");
      else await rejects(mysafe.deactivate("43"), "NETWORK");
    });

    test("reads the headers of an answer", async (t) => {
      const { sandbox, mysafe } = await client(t, { attempts: 2 });
      sandbox.next({ operation: "deactivate", fault: "rate-limit", retryAfter: 61 });
      await rejects(mysafe.deactivate("43"), "RATE_LIMITED", /61000 ms/);
    });

    test("an abort closes the connection", async (t) => {
      const { server, mysafe } = await clientOfFaultyServer(t, "stalls");
      const controller = new AbortController();
      const call = failure(mysafe.deactivate("43", { signal: controller.signal }));
      await Promise.race([server.stalls, call]);
      const reason = new Error("enough");
      controller.abort(reason);
      assert.equal(await call, reason);
      await server.left;
    });

    test("rejects a redirect, and does not follow it", async (t) => {
      const { server, mysafe } = await clientOfFaultyServer(t, "redirects");
      await rejects(mysafe.deactivate("43"), "INVALID_RESPONSE", /redirect/i);
      assert.deepEqual(server.arrived, ["redirects"]);
    });

    test("rejects a body above the limit", async (t) => {
      const { mysafe } = await clientOfFaultyServer(t, "is-endless");
      await rejects(mysafe.deactivate("43"), "INVALID_RESPONSE", /longer than 1048576 bytes/);
    });

    test("does not send a request twice when a reused connection breaks", async (t) => {
      const { server, mysafe } = await clientOfFaultyServer(t, "breaks");
      let [sent, code] = [0, "ROUTE_NOT_FOUND"];
      for (; code === "ROUTE_NOT_FOUND" && sent < 20; sent += 1) ({ code } = await failure(mysafe.deactivate("43")));
      assert.equal(code, "NETWORK", "no reused connection broke");
      assert.equal(server.arrived.length, sent);
    });
  });
}
