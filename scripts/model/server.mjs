// @ts-check
// The program of the model's server: a process of its own, so that a client that keeps its event loop busy does not keep the
// server's. Each batch has a world of its own below `/<seed>`. The message `{ end: seed }` is answered with that world's log,
// once nothing is left to happen in it.

import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { deliver } from "./delivery.mjs";
import { World } from "./world.mjs";

/** How long a world must be quiet before it is over, ms: requests that were dropped may still be on their way. */
const quiet = 40;

class Served {
  world;
  /** Requests and late works that are not over. */
  open = 0;
  last = 0;

  /** @param {number} seed */
  constructor(seed) {
    this.world = new World(seed);
  }
}

function start() {
  /** @type {Map<number, Served>} */
  const worlds = new Map();
  /** @param {number} seed */
  const served = (seed) => {
    const known = worlds.get(seed);
    if (known) return known;
    const made = new Served(seed);
    worlds.set(seed, made);
    return made;
  };

  /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
  const handle = async (request, response) => {
    const [, seed, path] = /^\/(\d+)\/api(\/.*)$/.exec(request.url ?? "") ?? [];
    const { method = "", headers } = request;
    const batch = served(Number(seed));
    batch.open += 1;
    try {
      request.resume();
      const number = Number(headers["x-number"] ?? 0);
      const { wait, late, lateBy, delivery } = batch.world.answer(
        number,
        method,
        path ?? "",
        headers.authorization ?? "",
      );
      if (wait > 0) await sleep(wait);
      await deliver(delivery, response);
      if (late) {
        await sleep(lateBy);
        late();
      }
    } finally {
      batch.open -= 1;
      batch.last = performance.now();
    }
  };

  /** @param {number} seed */
  const end = async (seed) => {
    const batch = served(seed);
    batch.last = performance.now();
    while (batch.open > 0 || performance.now() - batch.last < quiet) await sleep(quiet / 2);
    worlds.delete(seed);
    process.send?.({ seed, log: batch.world.log });
  };

  const server = createServer(
    { keepAliveTimeout: 0, requestTimeout: 0 },
    (request, response) => void handle(request, response),
  );
  // A client that leaves is no error of the server's.
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
