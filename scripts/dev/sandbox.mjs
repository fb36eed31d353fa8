// @ts-check
// Serves the sandbox for `npm start` and `npm test`. It imports mysafe-sandbox when it is called: earlier, that may not be
// built.

import { host } from "../base/port.mjs";

/**
 * @param {number} port
 * @param {(request: Request) => Promise<Response>} [fallback] answers the paths that are not MySafe's
 */
export async function serveSandbox(port, fallback) {
  const { createSandbox, demoClient } = await import("mysafe-sandbox");
  const { serve } = await import("mysafe-sandbox/node");
  const sandbox = createSandbox({ secrets: 100, clients: [demoClient], seed: 1 });
  const server = await serve(sandbox, { port, hostname: host, ...(fallback && { fallback }) });
  const { clientId, clientSecret } = demoClient;
  return { server, credentials: { clientId, clientSecret } };
}
