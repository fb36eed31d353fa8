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

/** The collection that a fixture is of, by the beginning of its name. */
function collectionOf(name) {
  return ["password", "note"].find((kind) => name.startsWith(`${kind}-`))?.concat("s") ?? "apiSecrets";
}

const newItems = {
  apiSecrets: { name: "GCP", url: "https://gcp.com", clientId: "c" },
  passwords: { name: "Mail", username: "ana", password: "c4nary-password" },
  notes: { name: "Door", note: "c4nary-note" },
};

/** Makes one call. The server gives the answer `name` to the call, or to its token request for a name that begins with "token-". */
async function callWith(operation, name, collection = collectionOf(name)) {
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
  const items = client[collection];
  if (operation === "create") return items.create(newItems[collection]);
  return operation === "list" ? items.list() : items[operation]("43", operation === "update" ? { name: "x" } : {});
}

const changes = {
  "token-ok": ["deactivate", { kind: "apiSecret", active: false, changed: true }],
  ...Object.fromEntries(
    [
      ["", "apiSecret"],
      ["password-", "password"],
      ["note-", "note"],
    ].flatMap(([prefix, kind]) => [
      [`${prefix}activate-already`, ["activate", { kind, active: true, changed: false }]],
      [`${prefix}activate-ok`, ["activate", { kind, active: true, changed: true }]],
      [`${prefix}deactivate-already`, ["deactivate", { kind, active: false, changed: false }]],
      [`${prefix}deactivate-ok`, ["deactivate", { kind, active: false, changed: true }]],
    ]),
  ),
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
  "gateway-not-authorized": { code: "ACCESS_DENIED" },
  "gateway-timeout": { code: "SERVER", retryable: true },
  "gateway-unavailable": { code: "SERVER", retryable: true },
  "html-proxy-page": { code: "SERVER", retryable: true },
  "note-error-1001-too-long": { code: "INVALID_PARAMETER", apiCode: 1001 },
  "note-error-1005": { code: "NOT_FOUND", apiCode: 1005, words: /MySafe has no note with this identifier/ },
  "note-error-1009": { code: "INACTIVE", apiCode: 1009, words: /the note is inactive/ },
  "note-error-500-encryption": { code: "SERVER", retryable: true, words: /Ocorreu um erro ao criptografar o texto/ },
  "ok-status-error-body": { code: "NOT_FOUND", apiCode: 1005 },
  "password-error-1001-username": { code: "INVALID_PARAMETER", apiCode: 1001 },
  "password-error-1005": { code: "NOT_FOUND", apiCode: 1005, words: /MySafe has no password with this identifier/ },
  "password-error-1009": { code: "INACTIVE", apiCode: 1009, words: /the password is inactive/ },
  "portuguese-only": { code: "ACCESS_DENIED", apiCode: 1006 },
  "rate-limited": { code: "RATE_LIMITED", retryable: true },
  "server-error": { code: "SERVER", retryable: true },
  "token-invalid-client": { code: "UNAUTHORIZED", attempts: 0 },
  "token-unsupported-grant": { code: "API", attempts: 0 },
  // The second try has a new token, which is refused as well.
  "unauthorized-token": { code: "UNAUTHORIZED", attempts: 2 },
};

/** The answers that hold an item: the operation, and the item's member in the body. */
const payloads = {
  "get-ok": ["get", "api_secret_entity"],
  "get-ok-v4": ["get", "api_secret_entity"],
  "update-ok": ["update", "api_entity"],
  "create-ok": ["create", "api_entity"],
  "password-get-ok": ["get", "password_entity"],
  "password-get-ok-without-totp": ["get", "password_entity"],
  "password-update-ok": ["update", "password_entity"],
  "password-create-ok": ["create", "password_entity"],
  "note-get-ok": ["get", "note_entity"],
  "note-update-ok": ["update", "note_entity"],
  "note-create-ok": ["create", "note_entity"],
};

/** The texts of an item, from its members on the wire. */
const texts = {
  apiSecrets: (wire) => ({
    name: wire.name,
    url: wire.url,
    clientId: wire.client_id,
    clientSecret: wire.client_secret,
    identifierCode: wire.identifier_code,
    tags: wire.tags,
    notes: wire.notes,
    method: wire.method,
  }),
  passwords: (wire) => ({
    name: wire.name,
    url: wire.url,
    username: wire.username,
    ...(wire.password && { password: wire.password }),
    ...(wire.secret_key && { secretKey: wire.secret_key }),
    ...(wire.token && { totp: String(wire.token) }),
    notes: wire.notes ?? wire.note,
    tags: wire.tags,
  }),
  notes: (wire) => ({ name: wire.name, ...(wire.note && { note: wire.note }), tags: wire.tags }),
};

/** The lists: the member in the body, and the columns that all kinds do not have. */
const lists = {
  "list-ok": ["api_secret_on_list", []],
  "password-list-ok": ["password_on_list", ["url", "username", "tags"]],
  "note-list-ok": ["note_on_list", ["tags"]],
};

for (const [name, [member, columns]] of Object.entries(lists)) {
  test(`${name} gives a list`, async () => {
    const entries = fixtures.get(name).body[member];
    assert.ok(entries.length > 1);
    assert.deepEqual(
      await callWith("list", name),
      entries.map((entry) => ({
        identifier: entry.identifier,
        name: entry.name,
        ...Object.fromEntries(columns.map((column) => [column, entry[column]])),
        needJustify: entry.need_justify === "1",
        needApproval: entry.need_approval === "1",
        canView: entry.can_view,
        canWrite: entry.can_write,
      })),
    );
  });
}

for (const [name, [operation, key]] of Object.entries(payloads)) {
  test(`${name} gives an item`, async () => {
    const wire = fixtures.get(name).body[key];
    assert.deepEqual(await callWith(operation, name), {
      identifier: wire.identifier,
      ...texts[collectionOf(name)](wire),
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
  for (const kind of ["password", "note"]) {
    assert.equal(await callWith("isActive", `${kind}-get-ok`), true);
    assert.equal(await callWith("isActive", `${kind}-error-1009`), false);
    // An answer that shows an item of another kind tells nothing.
    const other = kind === "note" ? "passwords" : "notes";
    assert.equal(
      (await callWith("isActive", `${kind}-get-ok`, other).catch((error) => error)).code,
      "INVALID_RESPONSE",
    );
  }
});

test("every fixture has a test", () => {
  assert.deepEqual([changes, failures, payloads, lists].flatMap(Object.keys).sort(), [...fixtures.keys()].sort());
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

for (const [name, { words = /./, ...expected }] of Object.entries(failures)) {
  test(`${name} gives an error`, async () => {
    const collection = collectionOf(name);
    const kind = collection === "apiSecrets" ? undefined : collection.slice(0, -1);
    for (const operation of ["activate", "deactivate"]) {
      const error = await callWith(operation, name).then(assert.fail, (error) => error);
      assert.ok(isMySafeError(error));
      const { code, apiCode, requestId, status, retryable, attempts } = error;
      assert.deepEqual(
        {
          code,
          apiCode,
          requestId,
          status,
          retryable,
          attempts,
          operation: error.operation,
          id: error.identifier,
          kind: error.kind,
        },
        {
          apiCode: undefined,
          requestId: undefined,
          retryable: false,
          attempts: 1,
          ...expected,
          status: fixtures.get(name).status,
          operation,
          id: "43",
          kind,
        },
      );
      assert.match(error.message, new RegExp(`^${kind ? `${collection}.` : ""}${operation} "43": `));
      assert.match(error.message, words);
    }
  });
}
