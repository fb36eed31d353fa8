// Serves a sandbox that requires a client certificate, as MySafe does for an access key that is bound to one.

import { once } from "node:events";
import { createServer } from "node:https";
import { getRequestListener } from "@hono/node-server";

/**
 * @param {{ fetch: (request: Request) => Promise<Response> }} sandbox
 * @param {import("./certificates.mjs").Pair} serverPair
 * @param {string} ca of the clients
 */
export async function serveWithClientCertificates(sandbox, serverPair, ca) {
  /** @type {string[]} */
  const callers = [];
  const listener = getRequestListener((request, { incoming }) => {
    callers.push(incoming.socket.getPeerCertificate().subject.CN);
    return sandbox.fetch(request);
  });
  const server = createServer({ ...serverPair, ca, requestCert: true, rejectUnauthorized: true }, listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `https://127.0.0.1:${server.address().port}`,
    /** For each call, the name in the client's certificate. */
    callers,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
