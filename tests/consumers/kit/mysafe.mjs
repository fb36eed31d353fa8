// The MySafe that a consumer calls, and what must have become of it.

import assert from "node:assert/strict";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";

/** Serves a sandbox, which also takes the report of a page. */
export async function serveMySafe() {
  const sandbox = createSandbox({ secrets: 3, clients: [demoClient], cors: true });
  const { fallback, reported } = takeReport();
  const server = await serve(sandbox, { fallback });
  return { sandbox, reported, url: server.url, close: () => server.close() };
}

/**
 * Pages hand in what they found by a POST to /report, which is for `fallback` to answer: `reported(seconds)` waits for
 * that.
 */
export function takeReport() {
  let handIn;
  const report = new Promise((resolve) => {
    handIn = resolve;
  });
  return {
    async fallback(request) {
      if (request.method !== "POST" || new URL(request.url).pathname !== "/report") {
        return new Response(null, { status: 404 });
      }
      handIn(await request.json());
      return new Response(null, { status: 204 });
    },
    async reported(seconds = 60) {
      let limit;
      const late = new Promise((_, reject) => {
        limit = setTimeout(reject, seconds * 1000, new Error(`the page has reported nothing for ${seconds} s`));
      });
      return Promise.race([report, late]).finally(() => clearTimeout(limit));
    },
  };
}

/** What shared/leak.js gives, when all is well. */
export function assertLeak(result, sandbox) {
  assert.deepEqual(result, {
    off: {
      identifier: "43",
      active: false,
      changed: true,
      certain: true,
      verified: false,
      message: "API secret  successfully deactivated",
      status: 200,
      attempts: 1,
    },
    missing: { known: true, instance: true, code: "NOT_FOUND", identifier: "404404", apiCode: 1005 },
  });
  assert.equal(sandbox.secrets.get("43")?.active, false);
  assert.deepEqual(
    sandbox.changes.map(({ action, identifier }) => ({ action, identifier })),
    [{ action: "deactivate", identifier: "43" }],
  );
}
