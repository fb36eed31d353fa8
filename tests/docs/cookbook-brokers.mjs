// Runs the cookbook's brokers, each as a person in a browser and a program that forges headers meet it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createServer, request as httpRequest } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";
import { MySafe } from "mysafe-wasm";
import { root, take, takeFiles } from "./markdown.mjs";
import { access, cookbook, writeFiles } from "./recipes.mjs";
import { watchedEnvironment } from "./workshop.mjs";

const broker = takeFiles(cookbook, "A broker");
const secrets = {
  BROKER_SECRET: "a c4nary secret of thirty-two bytes",
  PROXY_SECRET: "a c4nary secret of the proxy, as long",
};

/** Signs in whoever has the cookie: the reader's own part of the recipes. */
const session = `export async function userOf(request) {
  const [, who] = /(?:^|; )who=(\\w+)/.exec(request.headers.get("cookie") ?? "") ?? [];
  return { ana: { id: "ana", email: "ana@example.com", name: "Ana", roles: ["responder"] },
           rui: { id: "rui", email: "rui@example.com", name: "Rui", roles: ["viewer"] } }[who] ?? null;
}
`;

async function startSandbox(t) {
  const sandbox = createSandbox();
  const server = await serve(sandbox);
  t.after(() => server.close());
  return { sandbox, mysafe: server.url };
}

/** Runs a server of the cookbook until the test is over. Returns its address, and what it prints. */
async function startServer(t, line, directory, variables) {
  // Express is a tool of the consumers.
  mkdirSync(join(directory, "node_modules"));
  symlinkSync(join(root, "tests/consumers/node_modules/express"), join(directory, "node_modules", "express"));
  const [program = "", ...args] = line.trim().split(" ");
  const env = { ...watchedEnvironment(), ...secrets, PORT: "0", ...variables };
  const child = spawn(program, args, { cwd: directory, env });
  const ended = once(child, "close");
  t.after(async () => {
    child.kill();
    await ended;
  });
  let printed = "";
  const url = await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        printed += text;
        const [, found] = /^Up at (\S+)$/m.exec(printed) ?? [];
        if (found) resolve(found);
      });
    }
    ended.then(() => reject(new Error(`the server ended:\n${printed}`)));
  });
  return { url, printed: () => printed };
}

/** Uses a broker below `base` as people do: `headersOf` makes somebody signed in. */
async function useBroker(base, { sandbox, headersOf, origin = new URL(base).origin, fetch = globalThis.fetch }) {
  const post = (headers) => fetch(`${base}/token`, { method: "POST", headers });
  const tokenOf = async (who) => (await (await post({ ...headersOf(who), origin })).json()).access_token;
  const clientOf = (who) => new MySafe({ baseUrl: base, accessToken: () => tokenOf(who), fetch });

  assert.equal((await post({ origin })).status, 401);
  assert.equal((await post({ ...headersOf("ana"), origin: "https://elsewhere.example" })).status, 403);
  const { changed, certain } = await clientOf("ana").deactivate("43");
  assert.deepEqual([changed, certain, sandbox.secrets.get("43").active], [true, true, false]);
  const rui = clientOf("rui");
  assert.equal(await rui.isActive("43"), false);
  await assert.rejects(rui.activate("43"), { code: "ACCESS_DENIED" });
  await assert.rejects(clientOf("nobody").activate("43"), { code: "UNAUTHORIZED" });
  assert.equal(sandbox.changes.length, 1);
  const created = { name: "new", url: "https://api.example", clientId: "any", clientSecret: "c4nary value" };
  await assert.rejects(clientOf("ana").create(created), { code: "ACCESS_DENIED" });
}

const cookieOf = (who) => ({ cookie: `who=${who}` });

for (const framework of ["Hono", "Express"]) {
  test(`cookbook: a broker in ${framework} lets each do what they may`, async (t) => {
    const section = `A broker in ${framework}`;
    const [line] = take(cookbook, section, "sh");
    const { sandbox, mysafe } = await startSandbox(t);
    const directory = writeFiles({ ...broker, ...takeFiles(cookbook, section), "session.mjs": session });
    const variables = { ...access(mysafe), APP_ORIGIN: "https://app.example" };
    const { url, printed } = await startServer(t, line, directory, variables);
    await useBroker(`${url}/team`, { sandbox, headersOf: cookieOf, origin: "https://app.example" });
    const records =
      printed()
        .match(/^\{.*\}$/gm)
        ?.map((text) => JSON.parse(text)) ?? [];
    assert.deepEqual(
      records
        .filter(({ operation }) => operation === "deactivate")
        .map(({ event, identity, outcome }) => [event, identity, outcome]),
      [
        ["begin", "ana@example.com", undefined],
        ["end", "ana@example.com", "changed"],
      ],
    );
  });
}

test("cookbook: a broker in Next.js is imported at the first request", async (t) => {
  const { sandbox, mysafe } = await startSandbox(t);
  const name = "app/team/[...path]/route.js";
  const directory = writeFiles({
    ...broker,
    ...takeFiles(cookbook, "A broker in Next.js"),
    "session.mjs": session,
    "package.json": '{ "type": "module" }',
  });
  const route = await import(pathToFileURL(join(directory, name)).href);
  t.mock.method(process.stdout, "write", () => true);
  Object.assign(process.env, secrets, access(mysafe), { APP_ORIGIN: "https://app.example" });
  t.after(() => {
    for (const key of [...Object.keys(secrets), ...Object.keys(access("")), "APP_ORIGIN"]) delete process.env[key];
  });
  await useBroker("http://localhost:3000/team", {
    sandbox,
    headersOf: cookieOf,
    origin: "https://app.example",
    fetch: (url, init) => route[init.method ?? "GET"](new Request(url, init)),
  });
});

test("cookbook: a broker in an edge worker keeps a change whose caller leaves", async (t) => {
  const { sandbox, mysafe } = await startSandbox(t);
  const directory = writeFiles({
    ...takeFiles(cookbook, "A broker in an edge worker"),
    "session.js": session
      .replace("return {", "const user = {")
      .replace("?? null;", "; return user ? { id: user.email, roles: user.roles } : null;"),
  });
  const outfile = join(directory, "worker.mjs");
  await build({
    entryPoints: [join(directory, "broker-worker.ts")],
    outfile,
    bundle: true,
    packages: "external",
    format: "esm",
  });
  const { default: worker } = await import(pathToFileURL(outfile).href);
  const lines = t.mock.method(console, "log", () => {});
  const kept = [];
  const context = { waitUntil: (work) => kept.push(work) };
  const answered = [];
  const fetch = async (url, init) => {
    const answer = worker.fetch(new Request(url, init), { ...access(mysafe), ...secrets }, context);
    answered.push(answer);
    return answer;
  };
  const post = (path, headers) => fetch(`https://app.example${path}`, { method: "POST", headers });
  assert.equal((await post("/token", {})).status, 401);
  const { access_token: token } = await (await post("/token", cookieOf("ana"))).json();
  assert.equal((await post("/api/mysafe/secretapi/inactive/43", { authorization: `Bearer ${token}` })).status, 200);
  assert.equal(sandbox.secrets.get("43").active, false);
  assert.deepEqual(kept, answered);
  const records = lines.mock.calls.map(({ arguments: [line] }) => JSON.parse(line));
  assert.deepEqual(
    records.map(({ event, operation }) => `${event} ${operation}`),
    ["end token", "begin deactivate", "end deactivate"],
  );
});

const behind = takeFiles(cookbook, "A broker behind oauth2-proxy");
const [proxyLine] = take(cookbook, "A broker behind oauth2-proxy", "sh");

/**
 * A stand-in for oauth2-proxy with the options of the recipe: it takes out the headers that it sets, on every route, asks for
 * a session but on the routes that it skips, and sends on the Host.
 */
async function startProxy(t, upstream, { headers: fixed = {} } = {}) {
  const option = (name) =>
    new RegExp(/--NAME=(?:'([^']*)'|(\S+))/.source.replace("NAME", name))
      .exec(proxyLine)
      ?.slice(1)
      .find((value) => value !== undefined);
  const skipped = new RegExp(option("skip-auth-route"));
  const ofApi = new RegExp(option("api-route"));
  assert.match(proxyLine, /--pass-user-headers(?!=false)/);
  for (const harmful of [
    "prefer-email-to-user",
    "basic-auth-password",
    "pass-authorization-header",
    "skip-auth-strip-headers=false",
  ]) {
    assert.ok(!proxyLine.includes(harmful), harmful);
  }
  const people = { ana: ["ana@example.com", "staff,vault-responders"], rui: ["rui@example.com", "vault-viewers"] };
  const server = createServer((incoming, outgoing) => {
    const person = people[/_oauth2_proxy=(\w+)/.exec(incoming.headers.cookie ?? "")?.[1]];
    const path = incoming.url.split("?")[0];
    if (!person && !skipped.test(path)) {
      outgoing.writeHead(ofApi.test(path) ? 401 : 403, { "content-type": "application/json" }).end("{}");
      return;
    }
    const { "x-forwarded-email": _, "x-forwarded-groups": __, ...headers } = incoming.headers;
    for (const name of Object.keys(fixed)) delete headers[name];
    headers.host = "app.example"; // as visitors ask for it
    if (person) [headers["x-forwarded-email"], headers["x-forwarded-groups"]] = person;
    const sent = httpRequest(upstream + incoming.url, { method: incoming.method, headers: { ...headers, ...fixed } });
    sent.on("response", (answer) => answer.pipe(outgoing.writeHead(answer.statusCode, answer.headers)));
    incoming.pipe(sent);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${server.address().port}`;
}

test("cookbook: behind oauth2-proxy, its headers say who asks, and a visitor's say nothing", async (t) => {
  const { sandbox, mysafe } = await startSandbox(t);
  const directory = writeFiles({ "behind-proxy.mjs": behind["behind-proxy.mjs"] });
  const variables = { ...access(mysafe), APP_ORIGIN: "https://app.example" };
  const { url } = await startServer(t, "node behind-proxy.mjs", directory, variables);
  assert.equal(new URL(url).hostname, "127.0.0.1", "nobody else reaches it");
  const proxy = await startProxy(t, url);
  const forged = { "x-forwarded-email": "ana@example.com", "x-forwarded-groups": "vault-responders" };
  const headersOf = (who) => ({ cookie: `_oauth2_proxy=${who}`, ...forged });
  await useBroker(proxy, { sandbox, headersOf, origin: "https://app.example" });

  // On the skipped route too, a visitor's headers are of no use: the broker's token decides.
  const skipped = await fetch(`${proxy}/api/mysafe/secretapi/active/43`, { method: "POST", headers: forged });
  assert.equal(skipped.status, 401);
  assert.equal(sandbox.changes.length, 1);
  const audit = readFileSync(join(directory, "audit.jsonl"), "utf8");
  assert.match(
    audit,
    /"event":"end".*"identity":"rui@example.com","operation":"activate".*"outcome":"denied","status":403/,
  );
});

test("cookbook: where others reach the broker, only who has the proxy's secret may say who asks", async (t) => {
  const { sandbox, mysafe } = await startSandbox(t);
  const line = "if (!isFromProxy(headers)) return null;";
  assert.ok(readFileSync(join(root, cookbook), "utf8").includes(`\`${line}\``));
  const code = behind["behind-proxy.mjs"].replace("authenticate({ headers }) {\n", (found) => `${found}    ${line}\n`);
  assert.ok(code.includes(line));
  const directory = writeFiles({
    "behind-proxy.mjs": `import { isFromProxy } from "./from-proxy.mjs";\n${code}`,
    "from-proxy.mjs": behind["from-proxy.mjs"],
  });
  const variables = { ...access(mysafe), APP_ORIGIN: "https://app.example" };
  await assert.rejects(
    startServer(
      t,
      "node behind-proxy.mjs",
      writeFiles({ ...behind, "behind-proxy.mjs": `import "./from-proxy.mjs";` }),
      { ...variables, PROXY_SECRET: "short" },
    ),
    /at least 32 characters/,
  );
  const { url } = await startServer(t, "node behind-proxy.mjs", directory, variables);
  const forged = { "x-forwarded-email": "ana@example.com", "x-forwarded-groups": "vault-responders" };
  for (const guess of [{}, { "x-proxy-secret": "" }, { "x-proxy-secret": `${secrets.PROXY_SECRET}x` }]) {
    assert.equal((await fetch(`${url}/token`, { method: "POST", headers: { ...forged, ...guess } })).status, 401);
  }
  const proxy = await startProxy(t, url, { headers: { "x-proxy-secret": secrets.PROXY_SECRET } });
  const headersOf = (who) => ({ cookie: `_oauth2_proxy=${who}`, "x-proxy-secret": "a visitor's" });
  await useBroker(proxy, { sandbox, headersOf, origin: "https://app.example" });
});
