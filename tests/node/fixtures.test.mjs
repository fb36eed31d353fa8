// Every documented answer gives the right result or the right error through the built package.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { isMySafeError, MySafe } from "mysafe-wasm";

const directory = new URL("../fixtures/", import.meta.url);
const fixtures = new Map(
  readdirSync(directory).map((file) => [
    file.replace(".json", ""),
    JSON.parse(readFileSync(new URL(file, directory), "utf8")),
  ]),
);

function answer({ status, headers, body }) {
  return new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });
}

/** Makes one call. The server gives the answer `name` to the call, or to its token request for a name that begins with "token-". */
async function callWith(operation, name) {
  const isTokenAnswer = name.startsWith("token-");
  const client = new MySafe({
    baseUrl: "https://vault.example",
    clientId: "id",
    clientSecret: "c4nary-secret",
    retry: false,
    fetch: async (url) => {
      if (new URL(url).pathname === "/api/oauth2/token") {
        return answer(fixtures.get(isTokenAnswer ? name : "token-ok"));
      }
      return answer(fixtures.get(isTokenAnswer ? "deactivate-ok" : name));
    },
  });
  if (operation === "create") {
    return client.create({ name: "GCP", url: "https://gcp.com", clientId: "c" });
  }
  return operation === "list" ? client.list() : client[operation]("43", operation === "update" ? { name: "x" } : {});
}

const changes = {
  "activate-already": ["activate", { active: true, changed: false }],
  "activate-ok": ["activate", { active: true, changed: true }],
  "deactivate-already": ["deactivate", { active: false, changed: false }],
  "deactivate-ok": ["deactivate", { active: false, changed: true }],
  "token-ok": ["deactivate", { active: false, changed: true }],
};

const failures = {
  "error-1001-duplicate-identifier": { code: "INVALID_PARAMETER", apiCode: 1001 },
  "error-1001-missing-name": { code: "INVALID_PARAMETER", apiCode: 1001 },
  "error-1005-not-found": { code: "NOT_FOUND", apiCode: 1005 },
  "error-1005-older-shape": { code: "NOT_FOUND", apiCode: 1005 },
  "error-1006-access-denied": { code: "ACCESS_DENIED", apiCode: 1006 },
  "error-1009-inactive": { code: "INACTIVE", apiCode: 1009 },
  "error-1010-identifier-type": { code: "INVALID_IDENTIFIER", apiCode: 1010 },
  "gateway-bad-upstream": { code: "SERVER", retryable: true },
  "gateway-no-route": { code: "ROUTE_NOT_FOUND", requestId: "6f5a2c0f1d1a4f4f8a2b3c4d5e6f7a8b" },
  "gateway-timeout": { code: "SERVER", retryable: true },
  "gateway-unavailable": { code: "SERVER", retryable: true },
  "html-proxy-page": { code: "SERVER", retryable: true },
  "ok-status-error-body": { code: "NOT_FOUND", apiCode: 1005 },
  "portuguese-only": { code: "ACCESS_DENIED", apiCode: 1006 },
  "rate-limited": { code: "RATE_LIMITED", retryable: true },
  "server-error": { code: "SERVER", retryable: true },
  "token-invalid-client": { code: "UNAUTHORIZED", attempts: 0 },
  "token-unsupported-grant": { code: "API", attempts: 0 },
  // The second try has a new token, which is refused as well.
  "unauthorized-token": { code: "UNAUTHORIZED", attempts: 2 },
};

/** The answers that hold a secret: the operation, and the secret's key in the body. */
const payloads = {
  "get-ok": ["get", "api_secret_entity"],
  "get-ok-v4": ["get", "api_secret_entity"],
  "update-ok": ["update", "api_entity"],
  "create-ok": ["create", "api_entity"],
};

test("list-ok gives a list", async () => {
  const entries = fixtures.get("list-ok").body.api_secret_on_list;
  assert.deepEqual(
    await callWith("list", "list-ok"),
    entries.map((entry) => ({
      identifier: entry.identifier,
      name: entry.name,
      needJustify: entry.need_justify === "1",
      needApproval: entry.need_approval === "1",
      canView: entry.can_view,
      canWrite: entry.can_write,
    })),
  );
});

for (const [name, [operation, key]] of Object.entries(payloads)) {
  test(`${name} gives a secret`, async () => {
    const wire = fixtures.get(name).body[key];
    assert.deepEqual(await callWith(operation, name), {
      identifier: wire.identifier,
      name: wire.name,
      url: wire.url,
      clientId: wire.client_id,
      clientSecret: wire.client_secret,
      identifierCode: wire.identifier_code,
      tags: wire.tags,
      notes: wire.notes,
      method: wire.method,
      usersAllowed: wire.users_allowed.map((share) => ({
        username: share.username ?? share.name,
        canEdit: share.can_edit,
      })),
      groupsAllowed: wire.groups_allowed.map((share) => ({ name: share.name, canEdit: share.can_edit })),
      sharedError: [],
    });
  });
}

test("isActive derives the state from the answer to get", async () => {
  assert.equal(await callWith("isActive", "get-ok"), true);
  assert.equal(await callWith("isActive", "error-1009-inactive"), false);
  assert.equal((await callWith("isActive", "error-1006-access-denied").catch((error) => error)).code, "ACCESS_DENIED");
});

test("every fixture has a test", () => {
  assert.deepEqual(
    [...Object.keys(changes), ...Object.keys(failures), ...Object.keys(payloads), "list-ok"].sort(),
    [...fixtures.keys()].sort(),
  );
});

for (const [name, [operation, expected]] of Object.entries(changes)) {
  test(`${name} gives a change`, async () => {
    const source = name === "token-ok" ? "deactivate-ok" : name;
    assert.deepEqual(await callWith(operation, name), {
      identifier: "43",
      ...expected,
      certain: true,
      verified: false,
      message: fixtures.get(source).body.response.message,
      status: 200,
      attempts: 1,
    });
  });
}

for (const [name, expected] of Object.entries(failures)) {
  test(`${name} gives an error`, async () => {
    for (const operation of ["activate", "deactivate"]) {
      const error = await callWith(operation, name).then(assert.fail, (error) => error);
      assert.ok(isMySafeError(error));
      const { code, apiCode, requestId, status, retryable, attempts } = error;
      assert.deepEqual(
        { code, apiCode, requestId, status, retryable, attempts, operation: error.operation, id: error.identifier },
        {
          apiCode: undefined,
          requestId: undefined,
          retryable: false,
          attempts: 1,
          ...expected,
          status: fixtures.get(name).status,
          operation,
          id: "43",
        },
      );
      assert.match(error.message, new RegExp(`^${operation} "43": `));
    }
  });
}
