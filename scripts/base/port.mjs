// @ts-check
// Free ports.

import { createServer } from "node:net";

export const host = "127.0.0.1";

/**
 * @param {number} port 0 for any
 * @returns {Promise<number | undefined>} the port, or undefined when it is in use
 */
export function freePort(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}
