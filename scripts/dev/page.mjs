// @ts-check
// Serves the built page, www/dist, with the headers of www/headers.json.

import { readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { at, read } from "../base/project.mjs";

/** @type {Record<string, string>} */
const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** @returns {(request: Request) => Promise<Response>} */
export function page() {
  const root = at("www/dist");
  /** @type {Record<string, string>} */
  const security = JSON.parse(read("www/headers.json"));

  return async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      return plain(405, "The page is read-only.", { ...security, allow: "GET, HEAD" });
    }
    const path = fileOf(root, new URL(request.url).pathname);
    const content = path && (await readFile(path).catch(() => undefined));
    if (!path || !content) return plain(404, "There is no such page.", security);
    // `no-cache`: a reload shows the page as it was last built.
    const headers = {
      ...security,
      "content-type": types[extname(path)] ?? "application/octet-stream",
      "cache-control": "no-cache",
    };
    return new Response(request.method === "HEAD" ? null : new Uint8Array(content), { headers });
  };
}

/**
 * The file of a URL's path, or undefined when it would be outside of the directory.
 * @param {string} root
 * @param {string} pathname
 */
function fileOf(root, pathname) {
  let decoded;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (decoded.includes("\0")) return undefined;
  const path = join(root, decoded.endsWith("/") ? `${decoded}index.html` : decoded);
  return path.startsWith(root + sep) ? path : undefined;
}

/**
 * @param {number} status
 * @param {string} text
 * @param {Record<string, string>} headers
 */
function plain(status, text, headers) {
  return new Response(`${text}\n`, { status, headers: { ...headers, "content-type": "text/plain; charset=utf-8" } });
}
