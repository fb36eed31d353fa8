// A web server for the files of a directory.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/**
 * @param {string} directory
 * @param {{ headers?: Record<string, string>, answer?: (path: string) => { status?: number, type: string, body: string | Uint8Array, headers?: Record<string, string> } | undefined }} [options]
 * `headers` are sent with every answer; `answer` takes precedence over the files
 */
export async function serveSite(directory, { headers = {}, answer } = {}) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://site").pathname);
    const prepared = answer?.(path);
    if (prepared) {
      response
        .writeHead(prepared.status ?? 200, { ...headers, ...prepared.headers, "content-type": prepared.type })
        .end(prepared.body);
      return;
    }
    const file = join(directory, normalize(path.endsWith("/") ? `${path}index.html` : path));
    const body = await readFile(file).catch(() => undefined);
    const type = types[extname(file)] ?? "application/octet-stream";
    if (body) response.writeHead(200, { ...headers, "content-type": type }).end(body);
    else response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      const closed = once(server.close(), "close");
      server.closeAllConnections();
      return closed;
    },
  };
}
