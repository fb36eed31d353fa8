// A sandbox that lets in only who has a certificate, as a MySafe whose access key is limited to one.

import { once } from "node:events";
import { createServer } from "node:https";
import { getRequestListener } from "@hono/node-server";

/**
 * @param {{ fetch: (request: Request) => Promise<Response> }} sandbox
 * @param {import("./certificates.mjs").Pair} own
 * @param {string} ca of the clients
 */
export async function serveWithClientCertificates(sandbox, own, ca) {
  /** @type {string[]} */
  const callers = [];
  const listener = getRequestListener((request, { incoming }) => {
    callers.push(incoming.socket.getPeerCertificate().subject.CN);
    return sandbox.fetch(request);
  });
  const server = createServer({ ...own, ca, requestCert: true, rejectUnauthorized: true }, listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `https://127.0.0.1:${server.address().port}`,
    /** The names in the certificates of those who called. */
    callers,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
