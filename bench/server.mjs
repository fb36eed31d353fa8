// The server of the benchmark, which runs in a process of its own. It sends prepared documented answers and does no other work:
// the work of a real MySafe, or of the sandbox, would dominate the measurement.
//
// `node bench/server.mjs [directory] [delay]` also serves page.js of the directory, so that a page has the same origin. It
// answers a deactivate after `delay` ms.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const [directory, delay = "0"] = process.argv.slice(2);
const json = { "content-type": "application/json" };
const html = { "content-type": "text/html; charset=utf-8" };
const script = { "content-type": "text/javascript; charset=utf-8" };

/** @param {string} name */
function fixture(name) {
  return JSON.parse(readFileSync(new URL(`../tests/fixtures/${name}.json`, import.meta.url), "utf8")).body;
}

/** @type {Record<string, Buffer>} */
const answers = {
  token: Buffer.from(JSON.stringify(fixture("token-ok"))),
  deactivate: Buffer.from(JSON.stringify(fixture("deactivate-ok"))),
};

/** The documented list, with `count` entries. */
function list(count) {
  const body = fixture("list-ok");
  body.api_secret_on_list = Array.from({ length: count }, (_, index) => ({
    identifier: String(index + 1),
    name: `Payment gateway ${index + 1}`,
    need_justify: index % 3 ? "0" : "1",
    need_approval: index % 5 ? "0" : "1",
    can_view: true,
    can_write: index % 7 > 0,
  }));
  return Buffer.from(JSON.stringify(body));
}

const server = createServer(({ url = "/" }, response) => {
  if (url.startsWith("/api/mysafe/secretapi/inactive/")) {
    if (delay === "0") send(response, answers.deactivate);
    else setTimeout(send, Number(delay), response, answers.deactivate);
  } else if (url.startsWith("/api/oauth2/token")) send(response, answers.token);
  else if (url.startsWith("/api/mysafe/secretapi?tag=")) {
    const count = url.slice(url.indexOf("=") + 1);
    answers[count] ??= list(Number(count));
    send(response, answers[count]);
  } else if (url === "/")
    send(response, Buffer.from('<!doctype html><script type="module" src="page.js"></script>'), html);
  else if (url === "/page.js" && directory) send(response, readFileSync(join(directory, "page.js")), script);
  else response.writeHead(404).end();
});
function send(response, body, headers = json) {
  response.writeHead(200, { ...headers, "content-length": body.length });
  response.end(body);
}

// No connection may close between two rounds, since that would slow down one client by chance.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => process.send?.(`http://127.0.0.1:${server.address().port}`));
process.on("disconnect", () => process.exit());
