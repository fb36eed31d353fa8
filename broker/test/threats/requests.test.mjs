// What is sent to MySafe: SSRF and request smuggling. A request is read into its parts and written anew.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { buffer } from "node:stream/consumers";
import { after, test } from "node:test";
import { serve } from "mysafe-broker/node";
import { scripted, secrets, start } from "../kit.mjs";

const mysafe = scripted(() => Response.json({ message: "seen" }, { status: 404 }));
const broker = start({ mysafe: { fetch: mysafe.fetch }, permit: () => true, rate: { perIdentity: 10_000, per: 1 } });
const server = await serve(broker.broker);
after(() => server.close(0));
const token = await broker.tokenOf("ana");

/** Sends raw lines and returns the status line of each answer. */
async function raw(...lines) {
  const socket = connect(server.port, "127.0.0.1");
  socket.write(lines.join("\r\n"));
  const text = String(await buffer(socket));
  return [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
}

const host = `Host: 127.0.0.1:${server.port}`;
const authorization = `Authorization: Bearer ${token}`;

/** One request of a raw path. */
const ask = async (method, path) => {
  const [status] = await raw(`${method} ${path} HTTP/1.1`, host, authorization, "Connection: close", "", "");
  return status;
};

test("every operation on every kind is sent as MySafe documents it, to MySafe alone", async () => {
  const requests = [
    ["secretapi", "tag=a%26b&identifier_code=c+d"],
    ["password", "tag=a&name=b+c&username=d%40e&url=https%3A%2F%2Ff"],
    ["note", "tag=a&name=b"],
  ].flatMap(([folder, filters]) => [
    ["GET", `/api/mysafe/${folder}?${filters}`],
    ["GET", `/api/mysafe/${folder}/a%20b`],
    ["POST", `/api/mysafe/${folder}/inactive/43`],
    ["POST", `/api/mysafe/${folder}/active/043`],
  ]);
  mysafe.seen.length = 0;
  for (const [method, path] of requests) assert.equal(await ask(method, path), 404, path);
  assert.deepEqual(
    mysafe.seen.map(({ method, url }) => [method, url]),
    requests.map(([method, path]) => [method, `https://vault.example${path}`]),
  );
  for (const { headers } of mysafe.seen) {
    assert.deepEqual(headers, { accept: "application/json", authorization: "Bearer c4nary-mysafe-token" });
  }
});

const refusals = {
  "no operation": ["GET", "/api", 404],
  "a token of MySafe's": ["GET", "/api/oauth2/token?grant_type=client_credentials", 404],
  "another API": ["GET", "/api/pam/credential", 404],
  "another part of this API": ["GET", "/api/mysafe/certificate/43", 404],
  "the beginning of a kind": ["GET", "/api/mysafe/notes", 404],
  "something below an identifier": ["GET", `${secrets}/43/x`, 404],
  "another action": ["POST", `${secrets}/delete/43`, 404],
  "another method": ["DELETE", `${secrets}/43`, 405],
  "an action that is read": ["GET", `${secrets}/inactive/43`, 405],
  "a preflight of no page": ["OPTIONS", `${secrets}/43`, 405],
  "dots in the path": ["GET", `${secrets}/../../admin`, 404],
  "dots as an identifier": ["GET", `${secrets}/..`, 404],
  "a dot as an identifier": ["POST", `${secrets}/inactive/.`, 404],
  "dots with a parameter": ["GET", `${secrets}/..;`, 404],
  "a hidden name": ["GET", `${secrets}/.git`, 404],
  "a slash, percent-encoded": ["GET", `${secrets}/..%2f..%2fadmin`, 404],
  "a slash within an identifier": ["GET", `${secrets}/4%2F3`, 404],
  "a backslash": ["GET", `${secrets}/..\\..\\admin`, 400],
  "a backslash, percent-encoded": ["GET", `${secrets}/4%5c3`, 404],
  "a percent sign, percent-encoded": ["GET", `${secrets}/%252e%252e%252fadmin`, 404],
  "a question mark, percent-encoded": ["GET", `${secrets}/43%3Fx`, 404],
  "a hash, percent-encoded": ["GET", `${secrets}/43%23x`, 404],
  "a null": ["GET", `${secrets}/43%00`, 404],
  "a line break": ["GET", `${secrets}/43%0d%0aX-Evil:%201`, 404],
  "half an escape": ["GET", `${secrets}/4%2`, 404],
  "bad UTF-8": ["GET", `${secrets}/%ff`, 404],
  "two slashes within": ["GET", "/api//mysafe/secretapi/43", 404],
  "another case": ["GET", "/API/mysafe/secretapi/43", 404],
  "an encoded name of the API": ["GET", "/%61pi/mysafe/secretapi/43", 404],
  "a query that is not the API's": ["GET", `${secrets}/43?redirect=https://evil.example`, 400],
  "a token in the query": ["GET", `${secrets}?access_token=x`, 400],
  "a filter of another kind": ["GET", "/api/mysafe/note?username=x", 400],
  "a filter twice": ["GET", `${secrets}?tag=a&tag=b`, 400],
  "a query with half an escape": ["GET", `${secrets}?tag=%2`, 400],
  "two slashes": ["GET", "//evil.example/api/mysafe/secretapi/43", 400],
  "another server's URL": ["GET", "http://evil.example/api/mysafe/secretapi/43", 400],
  "a URL of its own": ["GET", `http://127.0.0.1${secrets}/43`, 400],
  "no path": ["OPTIONS", "*", 400],
  "a tunnel": ["CONNECT", "vault.example:443", undefined],
};

test("SSRF: a request that is not in the table is refused, whatever another server would make of it", async () => {
  mysafe.seen.length = 0;
  for (const [name, [method, path, status]] of Object.entries(refusals)) {
    assert.equal(await ask(method, path), status, name);
  }
  assert.deepEqual(mysafe.seen, []);
  assert.equal(await ask("GET", `${secrets}/43`), 404);
  assert.equal(mysafe.seen.length, 1, "and the next goes on");
});

test("SSRF: no header names another MySafe, and none but the broker's own is sent", async () => {
  mysafe.seen.length = 0;
  const headers = [
    "X-Forwarded-Host: evil.example",
    "X-Forwarded-For: 10.0.0.1",
    "X-Forwarded-Proto: https",
    "Forwarded: host=evil.example",
    "X-Original-URL: /admin",
    "X-HTTP-Method-Override: DELETE",
    "Cookie: session=1",
    "X-User: root",
    "Connection: close, X-Request-Id",
    "Accept: text/html",
  ];
  await raw(`GET ${secrets}/43 HTTP/1.1`, host, authorization, ...headers, "", "");
  assert.deepEqual(mysafe.seen[0]?.headers, {
    accept: "application/json",
    authorization: "Bearer c4nary-mysafe-token",
  });
  assert.equal(mysafe.seen[0]?.url, `https://vault.example${secrets}/43`);
});

test("smuggling: a request that two servers could end at different places is refused, and nothing of it is passed on", async () => {
  const line = `POST ${secrets}/inactive/43 HTTP/1.1`;
  const smuggled = [`POST ${secrets}/inactive/99 HTTP/1.1`, host, authorization, "Content-Length: 0", "", ""];
  const cases = {
    "two lengths": [line, host, authorization, "Content-Length: 0", "Content-Length: 4", "", "abcd"],
    "a length and chunks": [
      line,
      host,
      authorization,
      "Content-Length: 4",
      "Transfer-Encoding: chunked",
      "",
      "0",
      "",
      ...smuggled,
    ],
    "chunks spelt otherwise": [line, host, authorization, "Transfer-Encoding: xchunked", "", "0", "", ...smuggled],
    "chunks twice": [line, host, authorization, "Transfer-Encoding: chunked, identity", "", "0", "", ...smuggled],
    "a space before the colon": [line, host, authorization, "Content-Length : 4", "", "abcd"],
    "a folded header": [line, host, authorization, "X-A: b", " Content-Length: 4", "", "abcd"],
    "a bare line feed": [`${line}\n${host}\n${authorization}\nContent-Length: 0\n\n`],
    "two hosts": [line, host, "Host: evil.example", authorization, "Connection: close", "", ""],
    "no host": [line, authorization, "Connection: close", "", ""],
    "a body where there is none": [line, host, authorization, "Content-Length: 4", "Connection: close", "", "abcd"],
  };
  for (const [name, lines] of Object.entries(cases)) {
    mysafe.seen.length = 0;
    const [status] = await raw(...lines);
    assert.ok(status === 400, `${name}: ${status}`);
    assert.deepEqual(mysafe.seen, [], name);
  }
});
