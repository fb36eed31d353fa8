import { readFile } from "node:fs/promises";
import { extname, join, resolve, sep } from "node:path";
import { basePathOf } from "../options.js";

/**
 * Options of {@link servePage}. All are optional.
 *
 * @example
 * ```ts
 * const options: PageOptions = { basePath: "/team", headers: { "content-security-policy": policy } };
 * ```
 */
export interface PageOptions {
  /** The path below which the page is served: that of the broker. Default `/`. */
  readonly basePath?: string | undefined;
  /** Headers of every answer, such as the Content-Security-Policy of the page. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Whether the page is told that a broker serves it. Without one it asks for an access key. Default true. */
  readonly hasBroker?: boolean | undefined;
}

const names: readonly (keyof PageOptions)[] = ["basePath", "headers", "hasBroker"];

const types: Readonly<Record<string, string>> = {
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

/** Tells the page where its broker is, relative to its own address. */
const mark = '<meta name="mysafe-broker" content="./" />';

/**
 * Serves the admin page from its folder, for the option `page` of `createBroker`.
 *
 * The page asks who is signed in, in place of an access key, because its `index.html` gets a `<meta>` element that names the
 * broker. Other files are served as they are. What is outside of the folder is not found.
 *
 * @param directory the built page, with its `index.html`
 * @param options all optional
 * @returns a function that answers requests: 404 for files that are not there, 405 for methods other than GET and HEAD
 * @throws TypeError if an option is unusable
 * @example
 * ```ts
 * import { createBroker } from "mysafe-broker";
 * import { servePage } from "mysafe-broker/node";
 *
 * const page = servePage("./page", { basePath: "/team" });
 * const broker = createBroker({ mysafe, authenticate, secret, basePath: "/team", page });
 * ```
 */
export function servePage(directory: string, options: PageOptions = {}): (request: Request) => Promise<Response> {
  const unknown = Object.keys(options).find((name) => !(names as readonly string[]).includes(name));
  if (unknown !== undefined) throw new TypeError(`There is no option "${unknown}". Options are ${names.join(", ")}.`);
  const { headers = {}, hasBroker = true } = options;
  const basePath = basePathOf(options.basePath);
  const root = resolve(directory);
  const index = join(root, "index.html");

  return async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      return plain(405, "The page is read-only.", { ...headers, allow: "GET, HEAD" });
    }
    const { pathname } = new URL(request.url);
    const path = pathname.startsWith(basePath) ? fileOf(root, pathname.slice(basePath.length)) : undefined;
    const content = path === undefined ? undefined : await readFile(path).catch(() => undefined);
    if (path === undefined || !content) return plain(404, "There is no such page.", headers);
    const body = hasBroker && path === index ? marked(content.toString()) : new Uint8Array(content);
    return new Response(request.method === "HEAD" ? null : body, {
      headers: {
        ...headers,
        "content-type": types[extname(path)] ?? "application/octet-stream",
        // A reload shows the page as it is now: its files belong together.
        "cache-control": "no-cache",
      },
    });
  };
}

/** The file of a path below the base path. `undefined` when it would be outside of the folder. */
function fileOf(root: string, encoded: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
  if (decoded.includes("\0")) return undefined;
  const path = join(root, decoded === "" || decoded.endsWith("/") ? `${decoded}index.html` : decoded);
  return path.startsWith(root + sep) ? path : undefined;
}

function marked(html: string): string {
  const head = /<head\b[^>]*>/i;
  if (!head.test(html)) throw new Error("The index.html of the page has no <head>, so that it cannot name its broker.");
  return html.replace(head, (element) => `${element}\n    ${mark}`);
}

function plain(status: number, text: string, headers: Readonly<Record<string, string>>): Response {
  return new Response(`${text}\n`, { status, headers: { ...headers, "content-type": "text/plain; charset=utf-8" } });
}
