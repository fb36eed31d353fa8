// Runs what broker/README.md shows, and compares what it says with the code.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { transform } from "esbuild";
import { createBroker } from "mysafe-broker";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { MySafe } from "mysafe-wasm";
import { registered, serveProvider } from "../../broker/test/oidc/provider.mjs";
import { parts, quoted, read, root, rows, take } from "./markdown.mjs";
import { access, writeFiles } from "./recipes.mjs";
import { members } from "./sources.mjs";
import { importTypeScript, watchedEnvironment } from "./workshop.mjs";

const guide = "broker/README.md";
const secret = "a c4nary secret of thirty-two bytes";
const [inCode] = take(guide, "In code", "js");
const [inPage] = take(guide, "In code", "ts");
const [config] = take(guide, "As a command", "json");
const [commands] = take(guide, "As a command", "sh");
const [granted, signedIn] = take(guide, "Endpoints", "json", 2);
const [byItem] = take(guide, "Who may do what", "ts");
const [records] = take(guide, "The audit", "json");
const [audits] = take(guide, "The audit", "ts");
const [openId] = take(guide, "Sign-in", "ts");
const [rotation] = take(guide, "Several instances", "ts");

/** The inline code in the first column of a section's tables, without their headers. */
const firstColumn = (section) =>
  rows(guide, section)
    .filter((_, index, all) => !/^-+$/.test(all[index + 1]?.[0] ?? ""))
    .flatMap(([first = ""]) => quoted(first));

async function startSandbox(t) {
  const sandbox = createSandbox();
  const server = await serve(sandbox);
  t.after(() => server.close());
  return { sandbox, mysafe: server.url };
}

/** Runs a server until the test is over. Returns the first group of `ready`, and a function that stops it. */
async function startServer(t, program, args, { cwd, env, ready }) {
  const child = spawn(program, args, { cwd, env: { ...watchedEnvironment(), ...env } });
  const ended = once(child, "close");
  t.after(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  let printed = "";
  const found = await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        printed += text;
        const [, match] = ready.exec(printed) ?? [];
        if (match) resolve(match);
      });
    }
    ended.then(() => reject(new Error(`it ended:\n${printed}`)));
  });
  return {
    found,
    async stop() {
      child.kill("SIGTERM");
      const [code] = await ended;
      assert.equal(code, 0, printed);
    },
  };
}

test("broker/README: the broker in code serves its users, keeps the audit, and ends when it is told", async (t) => {
  const { sandbox, mysafe } = await startSandbox(t);
  const session = `export const userOf = async ({ headers }) =>
    headers.get("cookie") === "session=ana" ? { email: "ana@example.com", name: "Ana Lima", roles: ["responder"] } : null;`;
  assert.ok(inCode.includes("port: 8080"));
  const cwd = writeFiles({ "broker.mjs": inCode.replace("port: 8080", "port: 0"), "session.mjs": session });
  const env = { ...access(mysafe), BROKER_SECRET: secret };
  const { found: url, stop } = await startServer(t, process.execPath, ["broker.mjs"], {
    cwd,
    env,
    ready: /^Up at (\S+)$/m,
  });
  const headers = { cookie: "session=ana" };
  const post = async (init) => fetch(`${url}/token`, { method: "POST", ...init });
  assert.equal((await post({})).status, 401);
  const token = await (await post({ headers })).json();
  const like = JSON.parse(granted);
  assert.deepEqual({ ...token, access_token: like.access_token }, like);
  assert.match(token.access_token, /^eyJhbGciOiJIUzI1NiIs/);

  const shown = JSON.parse(signedIn);
  const { vault, ...session_ } = await (await fetch(`${url}/session`, { headers })).json();
  assert.deepEqual({ ...session_, vault: shown.vault, signOut: shown.signOut }, shown);
  assert.deepEqual(vault, { address: mysafe });

  const client = new MySafe({ baseUrl: url, accessToken: token.access_token });
  assert.equal((await client.deactivate("43")).changed, true);
  assert.equal(sandbox.secrets.get("43").active, false);
  for (const probe of ["health", "ready"]) assert.equal((await fetch(`${url}/${probe}`)).status, 200);
  await stop();

  // As documented, but for what differs from call to call.
  const written = readFileSync(join(cwd, "audit.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .slice(-2);
  const documented = records
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  for (const [index, record] of written.entries()) {
    const { id, time, duration, requestId } = documented[index];
    assert.deepEqual({ ...record, id, time, ...(duration && { duration, requestId }) }, documented[index]);
    assert.equal(record.id, written[0].id);
    for (const [member, value] of Object.entries(documented[index]))
      assert.equal(typeof record[member], typeof value, member);
  }
});

test("broker/README: the page's client gets its token from the broker, and an answer of 401 ends the call", async (t) => {
  const sandbox = createSandbox();
  let isSignedIn = true;
  const broker = createBroker({
    mysafe: { baseUrl: "https://vault.example", ...demoClient, fetch: sandbox.fetch },
    authenticate: () => (isSignedIn ? { id: "ana@example.com" } : null),
    secret,
  });
  // As in a page, whose addresses are relative to it.
  t.mock.method(globalThis, "fetch", (url, init) =>
    broker.fetch(new Request(new URL(url, "https://broker.example"), init)),
  );
  const inThisPage = inPage.replace('baseUrl: "/"', 'baseUrl: "https://broker.example/"');
  assert.notEqual(inThisPage, inPage);
  const call = () => importTypeScript(inThisPage);
  assert.equal((await call()).changed, true);
  isSignedIn = false;
  await assert.rejects(call(), { code: "UNAUTHORIZED", attempts: 0 });
});

test("broker/README: the command finds the config good, serves it, and signs people in", {
  timeout: 120_000,
}, async (t) => {
  const { sandbox, mysafe } = await startSandbox(t);
  const people = { ana: { name: "Ana Lima", groups: ["responder", "staff"] } };
  let address = "http://127.0.0.1:1/";
  const provider = await serveProvider({ people, brokers: () => [address] });
  t.after(() => provider.close());
  const local = config
    .replace('"port": 8080', '"port": 0')
    .replace('"https://vault.example"', JSON.stringify(mysafe))
    .replace('"clientId": "broker"', `"clientId": "${demoClient.clientId}"`)
    .replace("https://login.example", provider.issuer)
    .replace('"https://broker.example"', '"http://127.0.0.1"');
  const cwd = writeFiles({ "broker.json": local });
  const env = { MYSAFE_CLIENT_SECRET: demoClient.clientSecret, LOGIN_SECRET: registered.clientSecret };
  const [makeSecret = "", check = "", run = ""] = commands.trim().split("\n");
  const bin = join(root, "broker/dist/main.js");
  const commandOf = (line) => line.replace("npx mysafe-broker", `exec ${process.execPath} ${bin}`);
  assert.ok(commandOf(run).includes(bin) && commandOf(check).includes(bin));
  const sh = (line) => promisify(execFile)("sh", ["-c", line], { cwd, env: { ...watchedEnvironment(), ...env } });
  await sh(makeSecret);
  await sh(commandOf(check));

  const ready = /Listening on (\S+)\./;
  const { found: url, stop } = await startServer(t, "sh", ["-c", commandOf(run)], { cwd, env, ready });
  address = `${url}/`;
  assert.equal((await fetch(`${url}/ready`)).status, 200);
  const toProvider = await fetch(`${url}/sign-in`, { redirect: "manual" });
  assert.ok(toProvider.headers.get("location").startsWith(provider.issuer), String(toProvider.status));
  await stop();
  assert.equal(sandbox.changes.length, 0);
});

test("broker/README: the member of a config is an option of the broker, or is explained", () => {
  const { properties } = JSON.parse(read("broker/schema/broker.schema.json"));
  const explained = firstColumn("As a command");
  const options = members(read("broker/src/options.ts"), "BrokerOptions");
  const others = Object.keys(properties).filter((name) => name !== "$schema" && !explained.includes(name));
  assert.deepEqual(
    others.filter((name) => !options.includes(name)),
    [],
  );
  assert.deepEqual(
    explained.filter((name) => !properties[name]),
    [],
  );
});

test("broker/README: `permit` may look at the item", async () => {
  const { permit } = await importTypeScript(byItem);
  const ask = (operation, identifier, role = "responder") =>
    permit({ identity: { id: "ana", roles: [role] }, operation, kind: "apiSecret", identifier });
  assert.deepEqual(
    [ask("deactivate", "44"), ask("deactivate", "43"), ask("list"), ask("deactivate", "44", "viewer")],
    [true, false, true, false],
  );
});

test("broker/README: the audits keep what they are given", async (t) => {
  const directory = writeFiles({ "audits.mjs": (await transform(audits, { loader: "ts" })).code });
  const before = process.cwd();
  process.chdir(directory);
  t.after(() => process.removeAllListeners("SIGHUP"));
  const { printed, both } = await import(pathToFileURL(join(directory, "audits.mjs")).href).finally(() =>
    process.chdir(before),
  );
  const record = JSON.parse(records.split("\n")[0]);
  const log = t.mock.method(console, "log", () => {});
  await printed(record);
  assert.deepEqual(
    log.mock.calls.map(({ arguments: [line] }) => JSON.parse(line)),
    [record],
  );
  await both(record);
  assert.deepEqual(JSON.parse(readFileSync(join(directory, "audit.jsonl"), "utf8")), record);
});

test("broker/README: a broker with OpenID Connect sends people to the provider", async (t) => {
  const { mysafe } = await startSandbox(t);
  let address = "http://127.0.0.1:1/";
  const provider = await serveProvider({ people: {}, brokers: () => [address] });
  t.after(() => provider.close());
  const code = openId.replace("https://login.example", provider.issuer).replace("port: 8080", "port: 0");
  Object.assign(process.env, access(mysafe), { BROKER_SECRET: secret, LOGIN_SECRET: registered.clientSecret });
  const { url, close } = await importTypeScript(code);
  t.after(() => close(0));
  for (const name of [...Object.keys(access("")), "BROKER_SECRET", "LOGIN_SECRET"]) delete process.env[name];
  address = "https://broker.example/";
  const nobody = await fetch(`${url}/session`);
  assert.deepEqual([nobody.status, (await nobody.json()).signIn], [401, "sign-in"]);
  const { status, headers } = await fetch(`${url}/sign-in`, { redirect: "manual" });
  const location = new URL(headers.get("location"));
  assert.deepEqual([status, location.origin], [303, provider.issuer]);
  assert.equal(location.searchParams.get("redirect_uri"), "https://broker.example/callback");
  assert.equal(location.searchParams.get("code_challenge_method"), "S256");
});

test("broker/README: while the secret is rotated, tokens of both are good", async () => {
  const sandbox = createSandbox();
  const [old, fresh] = ["the c4nary secret of before, 32 bytes", "the c4nary secret from now on, 32 bytes"];
  const { mysafe } = { mysafe: "https://vault.example" };
  const variables = { ...access(mysafe), BROKER_SECRET: fresh, BROKER_SECRET_BEFORE: old };
  Object.assign(process.env, variables);
  const { brokerFor } = await importTypeScript(rotation);
  for (const name of Object.keys(variables)) delete process.env[name];
  const ana = () => ({ id: "ana@example.com" });
  const options = { mysafe: { baseUrl: mysafe, ...demoClient, fetch: sandbox.fetch }, authenticate: ana };
  const tokenOf = async (broker) =>
    (await (await broker.fetch(new Request("https://broker.example/token", { method: "POST" }))).json()).access_token;
  const statusOf = async (broker, token) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await broker.fetch(new Request("https://broker.example/api/mysafe/secretapi/43", { headers }))).status;
  };
  const [before, after] = [createBroker({ ...options, secret: old }), createBroker({ ...options, secret: fresh })];
  const rotating = brokerFor(ana);
  // The other MySafe of this snippet cannot be reached: 502 is after the token.
  assert.equal(await statusOf(rotating, await tokenOf(before)), 502);
  assert.equal(await statusOf(after, await tokenOf(rotating)), 200);
  assert.equal(await statusOf(after, await tokenOf(before)), 401);
});

test("broker/README: npm installs this package and the client", () => {
  const { name, dependencies } = JSON.parse(read("broker/package.json"));
  assert.deepEqual(take(guide, "mysafe-broker", "sh"), [`npm install ${name} mysafe-wasm\n`]);
  assert.ok(dependencies["mysafe-wasm"]);
});

test("broker/README documents every option, limit, record, outcome, permission and entry", () => {
  const options = read("broker/src/options.ts");
  assert.deepEqual(firstColumn("Options").sort(), members(options, "BrokerOptions"));
  assert.deepEqual(firstColumn("Limits").sort(), members(options, "Limits"));
  assert.deepEqual(firstColumn("Sign-in").sort(), members(read("broker/src/oidc/options.ts"), "OpenIdOptions"));
  const record = read("broker/src/audit/record.ts");
  const outcomes = [...record.matchAll(/^ {2}\| "(\w+)"/gm)].map(([, outcome]) => outcome);
  assert.deepEqual(firstColumn("The audit").sort(), [...members(record, "AuditRecord"), ...outcomes].sort());
  const permit = read("broker/src/people/permit.ts");
  const [, operations = ""] = /operations = \[(.*)\]/.exec(permit) ?? [];
  assert.deepEqual(
    firstColumn("Who may do what").sort(),
    [...operations.replaceAll('"', "").split(", "), "reveal"].sort(),
  );
  const text = read(guide) + read("docs/cookbook.md");
  for (const entry of Object.keys(JSON.parse(read("broker/package.json")).exports)) {
    if (!["./package.json", "./proxy"].includes(entry))
      assert.ok(text.includes(`"mysafe-broker${entry.slice(1)}"`), entry);
  }
});

test("broker/README states the defaults of the code", () => {
  const documented = new Map(
    [...rows(guide, "Options"), ...rows(guide, "Limits")].map(([name = "", , value = ""]) => [
      quoted(name)[0],
      value.replaceAll(/ |`/g, ""),
    ]),
  );
  const source = read("broker/src/broker.ts");
  for (const name of ["tokenLifetime", "concurrent", "concurrentPerIdentity", "waiting"]) {
    assert.equal(documented.get(name), new RegExp(`\\b${name} = (\\d+)`).exec(source)?.[1], name);
  }
  assert.ok(source.includes("limits.body ?? 1024 * 1024, time: limits.bodyTime ?? 10_000"));
  assert.deepEqual([documented.get("body"), documented.get("bodyTime")], [String(1024 * 1024), "10000"]);
  assert.ok(source.includes("rate = { perIdentity: 50, per: 1 }"));
  assert.equal(documented.get("rate"), "50in1s");
  const listed = parts(guide)
    .prose.filter(({ section }) => section === "Who may do what")
    .map(({ text }) => text)
    .join(" ");
  const values = [
    ...(/storedValues[^[]*\[([^\]]*)\]/.exec(read("broker/src/requests/kinds.ts"))?.[1] ?? "").matchAll(/"(\w+)"/g),
  ];
  assert.equal(values.length, 6);
  for (const [, value] of values) assert.ok(listed.includes(`\`${value}\``), value);
});
