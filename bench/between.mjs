// The program between the client and MySafe, which runs in a process of its own: `node bench/between.mjs <what> <MySafe's URL>`.
//
// - `forwarding`: what oauth2-proxy and the like do, with as little as Node.js allows. It checks the caller's signed token and
//   passes the request on with MySafe's.
// - `broker`: mysafe-broker without an audit.
// - `audited`: mysafe-broker with its audit in a file, in which each change is on disk before it is passed on.

import { createHmac, timingSafeEqual } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBroker } from "mysafe-broker";
import { jsonLinesFile, nodeFetch, serve } from "mysafe-broker/node";
import { Agent, request } from "undici";
import { credentials, requestToken } from "./clients.mjs";

const [what, mysafe] = process.argv.slice(2);
const secret = "c4nary-secret-of-the-benchmark-0123456789";
/** In s. */
const lifetime = 86_400;

const serving = { forwarding, broker: () => broker(), audited };

/** Hop-by-hop headers (RFC 9110 section 7.6.1), and those that are set anew. */
const dropped = new Set(["authorization", "connection", "host", "keep-alive", "te", "trailer", "transfer-encoding"]);

async function forwarding() {
  const authorization = `Bearer ${await requestToken(mysafe)}`;
  const dispatcher = new Agent({ connections: 256, pipelining: 1 });
  const server = createServer(async (incoming, outgoing) => {
    if (!isSigned(incoming.headers.authorization)) return outgoing.writeHead(401).end();
    const headers = { authorization };
    for (const [name, value] of Object.entries(incoming.headers)) if (!dropped.has(name)) headers[name] = value;
    const { method, url } = incoming;
    const hasBody = Number(headers["content-length"] ?? 0) > 0;
    const answer = await request(mysafe + url, { method, headers, body: hasBody ? incoming : null, dispatcher });
    const answered = {};
    for (const [name, value] of Object.entries(answer.headers)) if (!dropped.has(name)) answered[name] = value;
    outgoing.writeHead(answer.statusCode, answered);
    answer.body.pipe(outgoing);
  });
  server.listen(0, "127.0.0.1", () => {
    const claims = { sub: "bench", exp: Math.floor(Date.now() / 1000) + lifetime };
    const text = Buffer.from(JSON.stringify(claims)).toString("base64url");
    ready(`http://127.0.0.1:${server.address().port}`, `${text}.${signatureOf(text).toString("base64url")}`);
  });
}

/** @param {string} text */
const signatureOf = (text) => createHmac("sha256", secret).update(text).digest();

/** Whether a token of this server's is there, and has not ended. @param {string | undefined} authorization */
function isSigned(authorization = "") {
  const [text = "", signature = ""] = authorization.slice("Bearer ".length).split(".");
  const given = Buffer.from(signature, "base64url");
  const expected = signatureOf(text);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  return JSON.parse(Buffer.from(text, "base64url").toString()).exp > Date.now() / 1000;
}

/** @param {import("mysafe-broker").Audit} [audit] */
async function broker(audit) {
  const { fetch } = createBroker({
    mysafe: { baseUrl: mysafe, ...credentials, fetch: nodeFetch },
    authenticate: () => ({ id: "bench" }),
    secret,
    tokenLifetime: lifetime,
    rate: { perIdentity: 1_000_000, per: 1 },
    audit,
  });
  const { url } = await serve({ fetch });
  const response = await globalThis.fetch(`${url}/token`, { method: "POST" });
  ready(url, (await response.json()).access_token);
}

async function audited() {
  const folder = mkdtempSync(join(tmpdir(), "mysafe-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true }));
  await broker((await jsonLinesFile(join(folder, "audit.jsonl"))).audit);
}

/** @param {string} url @param {string} token of the caller's */
const ready = (url, token) => process.send?.({ url, token });

process.on("disconnect", () => process.exit());
await serving[what]();
