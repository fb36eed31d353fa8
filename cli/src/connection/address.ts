import { Failure } from "../failure.js";
import type { Words } from "../words/en.js";

/** The address of MySafe: origin and path, without a slash at its end, as journals state it. What cannot be an address is
 * refused here, in words that do not repeat it: it can have a password in it. */
export function addressOf(text: string, { connection }: Words): string {
  const url = parsed(text.trim());
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) throw new Failure(connection.notUrl);
  if (url.username || url.password || url.search || url.hash) throw new Failure(connection.credentialsInUrl);
  if (url.protocol === "http:" && !isLoopback(url.hostname)) throw new Failure(connection.insecure);
  return url.origin + url.pathname.replace(/\/+$/, "");
}

// `URL.parse` is not in Node 20.
function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
}
