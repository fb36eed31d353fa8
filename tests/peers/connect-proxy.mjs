// An HTTP proxy as companies use it: it supports CONNECT alone, and may require a login.

import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";

/** @param {{ user: string, password: string }} [login] that it requires */
export async function serveProxy(login) {
  /** @type {{ target: string, status: number }[]} */
  const requests = [];
  /** @type {Set<import("node:stream").Duplex>} */
  const sockets = new Set();
  let clientBytes = Buffer.alloc(0);
  const expectedHeader = login && `Basic ${btoa(`${login.user}:${login.password}`)}`;

  const server = createServer((request, response) => {
    requests.push({ target: request.url, status: 501 });
    response.writeHead(501).end();
  });
  server.on("connect", ({ url, headers }, client, head) => {
    sockets.add(client);
    client.on("error", () => {}); // a client may disconnect at any time
    if (expectedHeader && headers["proxy-authorization"] !== expectedHeader) {
      requests.push({ target: url, status: 407 });
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\n\r\n');
      return;
    }
    const { hostname, port } = new URL(`http://${url}`);
    const upstream = connect(Number(port), hostname, () => {
      requests.push({ target: url, status: 200 });
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      if (head.length > 0) upstream.write(head);
      client.on("data", (chunk) => {
        clientBytes = Buffer.concat([clientBytes, chunk]);
      });
      client.pipe(upstream).pipe(client);
    });
    sockets.add(upstream);
    upstream.on("error", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  return {
    /** The proxy's URL, with the login that it requires. */
    url: `http://${login ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@` : ""}127.0.0.1:${port}`,
    /** The requests that it received, and the statuses of its answers. */
    requests,
    /** All bytes that went from clients to servers. */
    get carried() {
      return clientBytes;
    },
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  };
}
