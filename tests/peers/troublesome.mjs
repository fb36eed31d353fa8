// A server that answers a POST as none should; how, the path below which it is asked says.

import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

/** As much of an answer as a client reads, and a byte more. */
const tooMuch = Buffer.alloc(1_048_577, " ");

function event() {
  let happens = () => {};
  /** @type {Promise<void>} */
  const happened = new Promise((resolve) => {
    happens = resolve;
  });
  return { happens, happened };
}

export async function serveTrouble() {
  /** @type {string[]} */
  const arrived = [];
  const usedBefore = new WeakSet();
  const stall = event();
  const leave = event();

  const server = createServer({ keepAliveTimeout: 600_000 }, async (request, response) => {
    const [, trouble = ""] = request.url?.split("/") ?? [];
    await text(request);
    arrived.push(trouble);
    switch (trouble) {
      case "stalls":
        request.socket.once("close", leave.happens);
        stall.happens();
        return;
      case "redirects":
        response.writeHead(307, { location: "/arrives" }).end();
        return;
      case "is-endless":
        response.writeHead(200, { "content-type": "application/json" }).end(tooMuch);
        return;
      case "breaks":
        if (usedBefore.has(request.socket)) request.socket.destroy();
        else response.writeHead(404).end();
        usedBefore.add(request.socket);
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
    /** Fulfilled when somebody is let wait. */
    stalls: stall.happened,
    /** Fulfilled when whoever was let wait has closed the connection. */
    left: leave.happened,
    close() {
      const closed = once(server.close(), "close");
      server.closeAllConnections();
      return closed;
    },
  };
}
