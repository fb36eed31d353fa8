// A server that answers a POST wrongly. The first part of the path selects the fault.

import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

/** One byte more than the client reads of an answer. */
const tooMuch = Buffer.alloc(1_048_577, " ");

function deferred() {
  let resolve = () => {};
  /** @type {Promise<void>} */
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { resolve, promise };
}

export async function serveFaulty() {
  /** @type {string[]} */
  const arrived = [];
  const reused = new WeakSet();
  const stalling = deferred();
  const disconnected = deferred();

  const server = createServer({ keepAliveTimeout: 600_000 }, async (request, response) => {
    const [, fault = ""] = request.url?.split("/") ?? [];
    await text(request);
    arrived.push(fault);
    switch (fault) {
      case "stalls":
        request.socket.once("close", disconnected.resolve);
        stalling.resolve();
        return;
      case "redirects":
        response.writeHead(307, { location: "/arrives" }).end();
        return;
      case "is-endless":
        response.writeHead(200, { "content-type": "application/json" }).end(tooMuch);
        return;
      case "breaks":
        if (reused.has(request.socket)) request.socket.destroy();
        else response.writeHead(404).end();
        reused.add(request.socket);
        return;
      default:
        response.writeHead(404).end();
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    arrived,
    /** Resolves when a request gets no answer. */
    stalls: stalling.promise,
    /** Resolves when the client of that request has closed the connection. */
    left: disconnected.promise,
    close() {
      const closed = once(server.close(), "close");
      server.closeAllConnections();
      return closed;
    },
  };
}
