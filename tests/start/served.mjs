// The surroundings of the proxy in its tests: a server behind it, and requests that no client would send.

import { once } from "node:events";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { buffer } from "node:stream/consumers";
import { page } from "../../scripts/dev/page.mjs";
import { serveProxy } from "../../scripts/dev/proxy.mjs";

export const credentials = { clientId: "c4nary-id", clientSecret: "c4nary/secret+1" };

/** Serves the proxy in front of `target`; `problems` collects what it reports. */
export async function serveProxyFor(t, target, options = {}) {
  const problems = [];
  const onProblem = (problem) => problems.push(problem);
  const proxy = await serveProxy({ target: new URL(target), port: 0, page: page(), onProblem, ...options });
  t.after(() => proxy.close());
  return { url: proxy.url, port: Number(new URL(proxy.url).port), problems };
}

/** A server that records its requests. */
export async function upstream(t, answer = (_request, response) => response.end("{}")) {
  const seen = [];
  const connections = [];
  const server = createServer(async (incoming, response) => {
    const { method, url, headers } = incoming;
    const record = { method, url, headers, body: String(await buffer(incoming)), ended: once(response, "close") };
    seen.push(record);
    await answer(incoming, response);
  });
  server.on("connection", (socket) => connections.push(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${server.address().port}`, seen, connections };
}

/** Sends a request without normalising its path. */
export async function ask(url, path, { method = "GET", headers = {}, body } = {}) {
  const sent = request(url, { method, path, headers, agent: false });
  sent.end(body);
  const [response] = await once(sent, "response");
  return { status: response.statusCode, headers: response.headers, body: String(await buffer(response)) };
}

/** Sends raw lines, which must include `Connection: close`, and returns the status of the answer. */
export async function askRaw(port, lines) {
  const socket = connect(port, "127.0.0.1");
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  const answer = String(await buffer(socket));
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
}
