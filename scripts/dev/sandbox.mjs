// @ts-check
// The sandbox as the two commands serve it. It is imported only when it is wanted: before that it may not be built.

import { host } from "../base/port.mjs";

/**
 * @param {number} port
 * @param {(request: Request) => Promise<Response>} [fallback] answers what is not MySafe's
 */
export async function serveSandbox(port, fallback) {
  const { createSandbox, demoClient } = await import("mysafe-sandbox");
  const { serve } = await import("mysafe-sandbox/node");
  const sandbox = createSandbox({ secrets: 100, clients: [demoClient], seed: 1 });
  const server = await serve(sandbox, { port, hostname: host, ...(fallback && { fallback }) });
  const { clientId, clientSecret } = demoClient;
  return { server, credentials: { clientId, clientSecret } };
}
