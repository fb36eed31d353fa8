// @ts-check
// The program of the model's server, which runs in a process of its own: a client that blocks its event loop does not delay the
// server. Each batch has a world of its own below `/<seed>`, and a broker keeps its audit there at `/<seed>/audit`. The message
// `{ end: seed }` is answered with the log of that world, once nothing more can happen in it.

import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { Activity } from "./activity.mjs";
import { deliver } from "./delivery.mjs";
import { World } from "./world.mjs";

class ServedWorld {
  world;
  activity = new Activity();

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
  const handle = (request, response) => {
    const [, seed, area, path] = /^\/(\d+)\/(api|audit)(\/.*)?$/.exec(request.url ?? "") ?? [];
    if (seed === undefined) return response.writeHead(404).end();
    const { method = "", headers } = request;
    const { world, activity } = servedWorld(Number(seed));
    return activity.during(async () => {
      if (area === "audit") {
        world.note(/** @type {import("./world.mjs").Note["record"]} */ (await json(request)));
        response.writeHead(204).end();
        return;
      }
      request.resume();
      const number = Number(headers["x-number"] ?? 0);
      const { wait, lateWork, lateBy, delivery } = world.answer(
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
    });
  };

  let url = "";
  /** @param {number} seed */
  const end = async (seed) => {
    const { world, activity } = servedWorld(seed);
    await activity.ended(url);
    worlds.delete(seed);
    process.send?.({ seed, log: world.log });
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
    url = `http://127.0.0.1:${port}`;
    process.send?.({ url });
  });
  process.on("message", (/** @type {{ end: number }} */ message) => void end(message.end));
  process.on("disconnect", () => process.exit());
}

start();
