// A MySafe that makes the change of a POST and then breaks the connection before it sends a byte of the answer.

import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { createSandbox, demoClient } from "mysafe-sandbox";
import { takeReport } from "./mysafe.mjs";

const breaking = ["breaks", "breaks-always", "breaks-verified", "breaks-1", "breaks-2"];
const secrets = [
  ...[...breaking, "on-1", "on-2", "on-3", "on-4"].map((identifier) => ({ identifier })),
  ...["off", "off-verified"].map((identifier) => ({ identifier, active: false })),
];

/**
 * Serves a sandbox for shared/broken-posts.js. A POST breaks the connection the first time when its item begins with "breaks", and
 * every time when its item is "breaks-always". The item is the identifier, or the name for a create. Takes reports as
 * `serveMySafe` does.
 *
 * @returns with `broken`, a map of each such item to whether the first broken connection had been used before
 */
export async function serveBreaking() {
  const sandbox = createSandbox({ secrets, clients: [demoClient], cors: true });
  const { fallback, reported } = takeReport();
  const usedBefore = new WeakSet();
  const broken = new Map();

  // An idle connection stays open, however slow the machine is.
  const server = createServer({ keepAliveTimeout: 600_000 }, async (incoming, outgoing) => {
    const { method, headers, socket } = incoming;
    const body = await text(incoming);
    const url = new URL(incoming.url, `http://${headers.host}`);
    const answer = url.pathname.startsWith("/api/") ? sandbox.fetch : fallback;
    const response = await answer(new Request(url, { method, headers, body: body || undefined }));

    const item = itemOf(method, url.pathname, body);
    if (item?.startsWith("breaks") && (!broken.has(item) || item === "breaks-always")) {
      if (!broken.has(item)) broken.set(item, usedBefore.has(socket));
      socket.destroy();
      return;
    }
    usedBefore.add(socket);
    outgoing.writeHead(response.status, [...response.headers].flat()).end(await response.text());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    sandbox,
    broken,
    reported,
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      const closed = once(server.close(), "close");
      server.closeAllConnections();
      return closed;
    },
  };
}

/** The item of a POST: the name of the secret that it creates, or the identifier at the end of its path. */
function itemOf(method, path, body) {
  if (method !== "POST" || !path.startsWith("/api/mysafe/")) return undefined;
  return body ? JSON.parse(body).name : path.split("/").at(-1);
}
