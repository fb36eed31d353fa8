// @ts-check
// The program of the model's server, which runs in a process of its own: a client that blocks its event loop does not delay the
// server. Each batch has a world of its own below `/<seed>`. The message `{ end: seed }` is answered with the log of that
// world, once nothing more can happen in it.

import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { deliver } from "./delivery.mjs";
import { World } from "./world.mjs";

/** A world is over after so many ms without activity: a request that the client dropped may still be on its way. */
const idleTime = 40;

class ServedWorld {
  world;
  /** Requests that are being answered, or whose late work is still to be done. */
  pending = 0;
  lastActivity = 0;

  /** @param {number} seed */
  constructor(seed) {
    this.world = new World(seed);
  }
}

function start() {
  /** @type {Map<number, ServedWorld>} */
  const worlds = new Map();
  /** @param {number} seed */
  const servedWorld = (seed) => {
    const existing = worlds.get(seed);
    if (existing) return existing;
    const created = new ServedWorld(seed);
    worlds.set(seed, created);
    return created;
  };

  /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
  const handle = async (request, response) => {
    const [, seed, path] = /^\/(\d+)\/api(\/.*)$/.exec(request.url ?? "") ?? [];
    const { method = "", headers } = request;
    const served = servedWorld(Number(seed));
    served.pending += 1;
    try {
      request.resume();
      const number = Number(headers["x-number"] ?? 0);
      const { wait, lateWork, lateBy, delivery } = served.world.answer(
        number,
        method,
        path ?? "",
        headers.authorization ?? "",
      );
      if (wait > 0) await sleep(wait);
      await deliver(delivery, response);
      if (lateWork) {
        await sleep(lateBy);
        lateWork();
      }
    } finally {
      served.pending -= 1;
      served.lastActivity = performance.now();
    }
  };

  /** @param {number} seed */
  const end = async (seed) => {
    const served = servedWorld(seed);
    served.lastActivity = performance.now();
    while (served.pending > 0 || performance.now() - served.lastActivity < idleTime) await sleep(idleTime / 2);
    worlds.delete(seed);
    process.send?.({ seed, log: served.world.log });
  };

  const server = createServer(
    { keepAliveTimeout: 0, requestTimeout: 0 },
    (request, response) => void handle(request, response),
  );
  // A client that disconnects is not an error.
  server.on("connection", (socket) => socket.on("error", () => {}));
  server.on("clientError", (_, socket) => socket.destroy());
  server.listen(0, "127.0.0.1", () => {
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    process.send?.({ url: `http://127.0.0.1:${port}` });
  });
  process.on("message", (/** @type {{ end: number }} */ message) => void end(message.end));
  process.on("disconnect", () => process.exit());
}

start();
