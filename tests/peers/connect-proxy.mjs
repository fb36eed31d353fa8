// An HTTP proxy as companies have it: it knows CONNECT and nothing else, and may ask for a password.

import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";

/** @param {{ user: string, password: string }} [login] that it asks for */
export async function serveProxy(login) {
  /** @type {{ target: string, status: number }[]} */
  const requests = [];
  /** @type {Set<import("node:stream").Duplex>} */
  const open = new Set();
  let carried = Buffer.alloc(0);
  const wanted = login && `Basic ${btoa(`${login.user}:${login.password}`)}`;

  const server = createServer((request, response) => {
    requests.push({ target: request.url, status: 501 });
    response.writeHead(501).end();
  });
  server.on("connect", ({ url, headers }, client, head) => {
    open.add(client);
    client.on("error", () => {}); // whoever tunnels may leave at any time
    if (wanted && headers["proxy-authorization"] !== wanted) {
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
        carried = Buffer.concat([carried, chunk]);
      });
      client.pipe(upstream).pipe(client);
    });
    open.add(upstream);
    upstream.on("error", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  return {
    /** Its address, with the login in it when it asks for one. */
    url: `http://${login ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@` : ""}127.0.0.1:${port}`,
    /** What was asked of it, and how it answered. */
    requests,
    /** All that went from clients to servers. */
    get carried() {
      return carried;
    },
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, "close");
    },
  };
}
