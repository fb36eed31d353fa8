import { Refusal } from "../requests/refusal.js";

/** A longer path would not fit into a cookie. */
const longest = 1024;

/**
 * Where to go after a sign-in: a path below `basePath`, with its query and fragment, and nowhere else. Whoever makes people
 * follow a link could otherwise send them on to a page that looks like the broker's (open redirect, RFC 9700 section 4.11).
 *
 * @param given what the request asks for
 * @throws {Refusal} 400 for anything else
 */
export function returnPath(given: readonly string[], origin: URL, basePath: string): string {
  const [text = basePath, ...others] = given;
  // As a browser reads it: two slashes begin the name of a host, a backslash is a slash, and a line break is nothing.
  const isPath = text.startsWith("/") && text.length <= longest && others.length === 0;
  const url = isPath ? new URL(text, origin) : undefined;
  if (url?.origin !== origin.origin || !url.pathname.startsWith(basePath) || url.pathname.startsWith("//")) {
    throw new Refusal(400, `After a sign-in it goes on to a path below ${basePath}, and nowhere else.`);
  }
  return url.pathname + url.search + url.hash;
}
