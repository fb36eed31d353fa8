// What is wrong with a config is told at once, with the path of each member, and without a value of it.

import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { generate } from "selfsigned";
import { readConfig } from "../../dist/runtime/config/read.js";

const schema = JSON.parse(readFileSync(new URL("../../schema/broker.schema.json", import.meta.url), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "mysafe-broker-config-"));
after(() => rmSync(folder, { recursive: true }));

function file(name, text, mode = 0o600) {
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), mode);
  return name;
}

const pair = await generate([{ name: "commonName", value: "broker" }], { algorithm: "sha256" });
file("key.pem", pair.private);
file("cert.pem", pair.cert);
file("secret", "c4nary-secret-of-the-broker-with-40-bytes\r\n");
file("previous", "\uFEFFc4nary-former-secret-of-the-broker-here");

const env = {
  KEY: "c4nary-mysafe",
  LOGIN: "c4nary-login",
  PROXY: "c4nary-secret-of-the-proxy",
  EMPTY: "",
  SHORT: "c4nary-short",
};

/** Every member there is; of two that exclude each other, one. */
const whole = {
  $schema: "./broker.schema.json",
  listen: { port: 8443, hostname: "0.0.0.0", tls: { key: "key.pem", cert: "cert.pem" } },
  origin: "https://broker.example",
  basePath: "/team",
  mysafe: {
    baseUrl: "https://vault.example/prefix",
    clientId: "broker",
    clientSecret: { env: "KEY" },
    tenant: "acme",
    token: { path: "/iso/oauth2/token", method: "POST", credentials: "body" },
    timeout: 5000,
  },
  secret: [{ file: "secret" }, { file: "previous" }],
  signIn: {
    oidc: {
      issuer: "https://login.example",
      clientId: "mysafe-broker",
      clientSecret: { env: "LOGIN" },
      clientAuthentication: "client_secret_post",
      scope: "openid profile email",
      idClaim: "sub",
      nameClaim: "name",
      rolesClaim: "realm_access.roles",
      sessionLifetime: 3600,
    },
  },
  roles: { responder: ["activate", "deactivate", "list", "isActive"], admin: ["reveal", "create", "update"] },
  tokenLifetime: 120,
  rate: { perIdentity: 10, per: 0.5 },
  limits: { body: 1000, bodyTime: 1000, concurrent: 1, concurrentPerIdentity: 1, waiting: 1 },
  audit: { file: "logs/audit.jsonl" },
  page: true,
};
const headers = {
  id: "x-forwarded-email",
  name: "x-forwarded-user",
  roles: "x-forwarded-groups",
  secret: { header: "x-proxy-secret", value: { env: "PROXY" } },
  signIn: "/oauth2/start",
  signOut: "/oauth2/sign_out",
};
const byHeaders = { ...whole, signIn: { headers } };

/** A copy in which one member is another, or is left out. */
function withMember(config, path, value) {
  const copy = structuredClone(config);
  const names = path.split(".");
  const last = names.pop();
  const parent = names.reduce((object, name) => object[name], copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

const read = (config) =>
  readConfig(join(folder, file("broker.json", typeof config === "string" ? config : JSON.stringify(config))), env);

/** The problems of a config, as `path: words`. */
async function problemsOf(config) {
  const error = await read(config).then(
    () => assert.fail("The config was accepted."),
    (reason) => reason,
  );
  assert.equal(error.name, "ConfigError", error.stack);
  assert.ok(!error.message.includes("c4nary"), error.message);
  return error.problems.map(({ path, words }) => `${path}: ${words}`);
}

/** Every path of a value, with the value there. */
function* pathsIn(value, path = []) {
  if (path.length > 0) yield [path.join("."), value];
  if (typeof value !== "object") return;
  for (const [name, member] of Object.entries(value)) yield* pathsIn(member, [...path, name]);
}

test("a config with every member is read, with the secrets and files that it names", async () => {
  const config = await read(whole);
  const { listen, mysafe, secret, signIn, auditFile, warnings } = config;
  assert.equal(listen.tls.key.toString(), pair.private);
  assert.equal(mysafe.clientSecret, env.KEY);
  assert.deepEqual(secret, ["c4nary-secret-of-the-broker-with-40-bytes", "c4nary-former-secret-of-the-broker-here"]);
  assert.deepEqual(signIn.oidc, { ...whole.signIn.oidc, clientSecret: env.LOGIN });
  assert.equal(auditFile, join(folder, "logs", "audit.jsonl"));
  assert.deepEqual(warnings, []);
  for (const name of ["origin", "basePath", "roles", "tokenLifetime", "rate", "limits", "page"]) {
    assert.deepEqual(config[name], whole[name], name);
  }
  assert.deepEqual((await read(byHeaders)).signIn.headers, {
    ...headers,
    secret: { header: "x-proxy-secret", value: env.PROXY },
  });
});

test("a config with only what is required listens on loopback, with the audit on standard output and the page", async () => {
  const { mysafe, roles } = whole;
  const { baseUrl, clientId, clientSecret } = mysafe;
  const config = await read({
    mysafe: { baseUrl, clientId, clientSecret },
    secret: { file: "secret" },
    signIn: { oidc: { issuer: "http://localhost:8081", clientId: "mysafe-broker" } },
    roles,
  });
  assert.deepEqual(config.listen, { port: 8080, hostname: "127.0.0.1", tls: undefined });
  assert.deepEqual([config.auditFile, config.page, config.origin], [undefined, true, undefined]);
  assert.deepEqual(config.signIn, { oidc: { issuer: "http://localhost:8081", clientId: "mysafe-broker" } });
});

for (const [name, config] of Object.entries({ whole, byHeaders })) {
  test(`each member of the wrong type is an error that names its path (${name})`, async () => {
    for (const [path, value] of pathsIn(config)) {
      // What no member can be.
      const wrong = typeof value === "string" || typeof value === "boolean" ? 1.5 : "c4nary-wrong";
      const problems = await problemsOf(withMember(config, path, wrong));
      assert.equal(problems.filter((problem) => problem.startsWith(`${path}: `)).length, 1, `${path}\n${problems}`);
    }
  });

  test(`each member that there is not is an error that names its path (${name})`, async () => {
    for (const [path, value] of [["", config], ...pathsIn(config)]) {
      if (typeof value !== "object" || Array.isArray(value) || path === "roles") continue;
      const added = path === "" ? "retries" : `${path}.retries`;
      const problems = await problemsOf(withMember(config, added, 3));
      assert.ok(
        problems.some((problem) => problem.startsWith(`${added}: there is no such member. Members are `)),
        `${problems}`,
      );
    }
  });
}

test("each required member that is missing is an error that names its path, and says what it is for", async () => {
  const requiredBy = (config) =>
    [...pathsIn(config)]
      .map(([path]) => path)
      .filter((path) => {
        const parts = path.split(".");
        const name = parts.pop();
        let object = schema;
        for (const part of parts) object = resolved(resolved(object).properties?.[part] ?? {});
        return object.required?.includes(name);
      });
  const resolved = (one) => (one.$ref ? { ...schema.$defs[one.$ref.split("/").at(-1)], ...one } : one);
  const required = [...requiredBy(whole), ...requiredBy(byHeaders)];
  assert.ok(
    required.includes("mysafe.clientSecret") && required.includes("signIn.headers.secret.value"),
    `${required}`,
  );
  for (const path of required) {
    const problems = await problemsOf(withMember(path.startsWith("signIn.headers") ? byHeaders : whole, path));
    assert.equal(problems.length, 1, `${problems}`);
    assert.match(problems[0], new RegExp(`^${path.replaceAll(".", "\\.")}: it is missing\\. [A-Z]`));
  }
});

for (const [what, path, value, expected] of [
  [
    "a secret as text",
    "mysafe.clientSecret",
    "c4nary-typed",
    /^mysafe\.clientSecret: a secret is not written here.*"env"/,
  ],
  ["the broker's secret as text", "secret", "c4nary-typed", /^secret: a secret is not written here/],
  ["a secret as text while it is rotated", "secret.1", "c4nary-typed", /^secret\.1: a secret is not written here/],
  ["a secret that is nowhere", "secret", {}, /^secret: .*exactly one member: env or file/],
  ["a secret that is nowhere while it is rotated", "secret.1", {}, /^secret\.1: .*exactly one member: env or file/],
  ["a secret in two places", "secret", { env: "KEY", file: "secret" }, /^secret: .*exactly one/],
  ["three secrets", "secret", [{ file: "secret" }, { file: "secret" }, { file: "secret" }], /^secret: .*from 1 to 2/],
  ["no secrets", "secret", [], /^secret: .*from 1 to 2/],
  ["a short secret", "secret.1", { env: "SHORT" }, /^secret\.1: .*at least 32 bytes.*openssl/],
  ["a variable that is not set", "mysafe.clientSecret.env", "NOWHERE", /^mysafe\.clientSecret: .*NOWHERE is not set/],
  ["a variable that is empty", "mysafe.clientSecret.env", "EMPTY", /^mysafe\.clientSecret: .*EMPTY is empty/],
  ["a file that is not there", "secret.0.file", "nowhere", /^secret\.0: .*nowhere cannot be read \(ENOENT\)/],
  ["a file of two lines", "secret.0.file", file("lines", "c4nary-a\nc4nary-b\n"), /^secret\.0: .*more than one line/],
  ["a file that is empty", "secret.0.file", file("empty", "\n"), /^secret\.0: the file is empty/],
  ["a key that is no PEM", "listen.tls.key", "secret", /^listen\.tls: .*PEM/],
  ["a certificate that is not there", "listen.tls.cert", "nowhere", /^listen\.tls\.cert: .*ENOENT/],
  ["no origin, though it listens beyond loopback", "origin", undefined, /^origin: it is missing/],
  ["an origin with a path", "origin", "https://broker.example/team", /^origin: /],
  ["an origin that is no address", "origin", "https://[", /^origin: it is no URL/],
  ["an origin over http", "origin", "http://broker.example", /^origin: .*https/],
  ["a MySafe over http", "mysafe.baseUrl", "http://vault.example", /^mysafe\.baseUrl: .*https/],
  ["a MySafe with a password in its address", "mysafe.baseUrl", "https://a:c4nary@vault.example", /^mysafe\.baseUrl: /],
  ["a MySafe that is no address", "mysafe.baseUrl", "https://[", /^mysafe\.baseUrl: it is no URL/],
  ["an issuer over http", "signIn.oidc.issuer", "http://login.example", /^signIn\.oidc\.issuer: .*https/],
  ["no way to sign in", "signIn", {}, /^signIn: .*exactly one member: oidc or headers/],
  ["two ways to sign in", "signIn.headers", headers, /^signIn: .*exactly one/],
  ["a permission that there is not", "roles.admin.1", "delete", /^roles\.admin\.1: .*"deactivate"/],
  [
    "a permission that there is not, for a role with a slash and a tilde",
    "roles",
    { "a/b~c": ["all"] },
    /^roles\.a\/b~c\.0: .*"list"/,
  ],
  ["a member that there is not", "retries", 3, /^retries: there is no such member\. Members are listen, origin, /],
  ["a number for a secret", "mysafe.clientSecret", 12345678, /^mysafe\.clientSecret: a secret is not written here/],
  ["a text for a section", "mysafe", "c4nary-typed", /^mysafe: it has to be an object with baseUrl, clientId/],
  ["no role", "roles", {}, /^roles: .*at least one/],
  ["two audits", "audit.stdout", true, /^audit: .*exactly one/],
  ["an audit nowhere", "audit", { stdout: false }, /^audit\.stdout: it can only be true/],
  ["a port beyond the last", "listen.port", 65536, /^listen\.port: .*from 0 to 65535/],
  ["half a second as the lifetime", "tokenLifetime", 0.5, /^tokenLifetime: .*whole number from 1/],
  ["a scope without openid", "signIn.oidc.scope", "profile", /^signIn\.oidc\.scope: .*openid/],
  ["a base path without a slash", "basePath", "team", /^basePath: .*"\/team"/],
]) {
  test(`${what} is refused`, async () => {
    const problems = await problemsOf(withMember(whole, path, value));
    assert.equal(problems.length, 1, `${problems}`);
    assert.match(problems[0], expected);
  });
}

test("a short secret of the proxy, and a header that is none, are refused", async () => {
  const problems = await problemsOf({
    ...whole,
    signIn: { headers: { ...headers, id: "x forwarded", secret: { header: "x-secret", value: { env: "SHORT" } } } },
  });
  assert.equal(problems.length, 2, `${problems}`);
  assert.match(problems[0], /^signIn\.headers\.id: .*"x-forwarded-email"/);
  assert.match(problems[1], /^signIn\.headers\.secret\.value: .*at least 16 bytes/);
});

test("a number too great to be one is refused", async () => {
  const { mysafe } = whole;
  const text = JSON.stringify({ ...whole, mysafe: { ...mysafe, timeout: 1234 } }).replace("1234", "1e999");
  assert.deepEqual(await problemsOf(text), ["mysafe.timeout: it has to be a number above 0."]);
});

test("everything that is wrong is told at once, also what a secret is wrong with", async () => {
  const problems = await problemsOf({
    ...whole,
    origin: undefined,
    extra: 1,
    mysafe: { ...whole.mysafe, baseUrl: "ftp://vault.example", clientId: "", clientSecret: { env: "NOWHERE" } },
    secret: { file: "nowhere" },
    roles: undefined,
  });
  const paths = problems.map((problem) => problem.split(": ")[0]);
  assert.deepEqual(paths.sort(), [
    "extra",
    "mysafe.baseUrl",
    "mysafe.clientId",
    "mysafe.clientSecret",
    "origin",
    "roles",
    "secret",
  ]);
});

for (const [text, place] of [
  ['{\n  "secret": c4nary\n}', "line 2, column 13"],
  ['{\n  "mysafe": {},\n  "mysafe" {}\n}', "line 3, column 12"],
  ['{\n  "page": true,\n}', "line 3, column 1"],
  ['{ "secret": "c4nary', "line 1, column 20"],
  ["{", "line 1, column 2"],
  ["", "line 1, column 1"],
]) {
  test(`what is no JSON is told with its place, ${place}, and without a piece of it`, async () => {
    assert.deepEqual(await problemsOf(text), [`: it is no JSON: see ${place}.`]);
  });
}

test("a config that is no object, or not there, is refused", async () => {
  assert.match((await problemsOf("[]"))[0], /has to be an object/);
  await assert.rejects(readConfig(join(folder, "nowhere.json"), env), /nowhere\.json.*\n.*ENOENT/);
});

test("a file that others can read is warned of, and accepted", { skip: process.platform === "win32" }, async () => {
  file("open", "c4nary-secret-of-the-broker-with-40-bytes", 0o644);
  const { warnings } = await read({ ...whole, secret: { file: "open" } });
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /^secret: others can read.*chmod 600/);
});

test("each member of the schema has a description or is described by what it refers to", () => {
  for (const [name, one] of [...membersOf(schema), ...membersOf(schema.$defs.secret)]) {
    assert.ok(one.description ?? one.enum, name);
  }
});

function* membersOf({ properties = {} }) {
  for (const [name, one] of Object.entries(properties)) {
    yield [name, one];
    yield* membersOf(one);
  }
}
