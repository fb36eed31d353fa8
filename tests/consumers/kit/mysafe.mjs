// The MySafe that a consumer calls, and the assertions about its state afterwards.

import assert from "node:assert/strict";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";

/** Serves a sandbox that also takes the report of a page. */
export async function serveMySafe() {
  const sandbox = createSandbox({ secrets: 3, clients: [demoClient], cors: true });
  const { fallback, reported } = takeReport();
  const server = await serve(sandbox, { fallback });
  return { sandbox, reported, url: server.url, close: () => server.close() };
}

/**
 * A page sends its result by a POST to /report. `fallback` answers that request, and `reported` waits for the result.
 */
export function takeReport() {
  let resolveReport;
  const report = new Promise((resolve) => {
    resolveReport = resolve;
  });
  return {
    async fallback(request) {
      if (request.method !== "POST" || new URL(request.url).pathname !== "/report") {
        return new Response(null, { status: 404 });
      }
      resolveReport(await request.json());
      return new Response(null, { status: 204 });
    },
    async reported(seconds = 60) {
      let limit;
      const timeout = new Promise((_, reject) => {
        limit = setTimeout(reject, seconds * 1000, new Error(`the page sent no report within ${seconds} s`));
      });
      return Promise.race([report, timeout]).finally(() => clearTimeout(limit));
    },
  };
}

/** Asserts that shared/leak.js succeeded. */
export function assertLeak(result, sandbox) {
  assert.deepEqual(result, {
    off: {
      kind: "apiSecret",
      identifier: "43",
      active: false,
      changed: true,
      certain: true,
      verified: false,
      message: "API secret  successfully deactivated",
      status: 200,
      attempts: 1,
    },
    password: { listed: "string", kind: "password", changed: true },
    notes: { kind: "note", changed: 1 },
    missing: { known: true, instance: true, code: "NOT_FOUND", identifier: "404404", apiCode: 1005 },
  });
  for (const store of [sandbox.secrets, sandbox.passwords, sandbox.notes]) {
    assert.equal(store.get("43")?.active, false);
  }
  assert.deepEqual(
    sandbox.changes.map(({ kind, action, identifier }) => ({ kind, action, identifier })),
    ["apiSecret", "password", "note"].map((kind) => ({ kind, action: "deactivate", identifier: "43" })),
  );
}
