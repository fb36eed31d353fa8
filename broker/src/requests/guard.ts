// Who may send requests: pages of the broker's own origin, and of the origins that are listed.

import { Refusal } from "./refusal.js";

/** A host name that only this machine has, as the URL parser writes it. */
export const loopback = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * Refuses a request that was led here by another name (DNS rebinding): a page can make its own name lead to any address.
 *
 * Over `https:` the certificate has proven the name. Over `http:` the name must be loopback's or listed. Behind a proxy that
 * ends TLS, the origin of the proxy is listed.
 *
 * @throws {Refusal}
 */
export function checkHost(url: URL, origins: ReadonlySet<string>): void {
  if (url.protocol === "https:" || loopback.test(url.hostname)) return;
  if ([...origins].some((origin) => new URL(origin).host === url.host)) return;
  throw new Refusal(421, `Nothing is served here for "${url.host}". If that is the broker's name, list its origin.`);
}

const isExtension = (origin: string) => /^[a-z-]+-extension:/.test(origin);

/**
 * Refuses a request that another site's page caused (CSRF).
 *
 * @throws {Refusal}
 */
export function checkSender(request: Request, url: URL, origins: ReadonlySet<string>): void {
  const origin = request.headers.get("origin");
  const isListed = origin !== null && origins.has(origin);
  const isOwn = origin === null || origin === url.origin;
  // Where there is no Origin, a browser still tells which site caused the request. Other programs tell nothing.
  const site = request.headers.get("sec-fetch-site") ?? "same-origin";
  if (isListed || (isOwn && site === "same-origin")) return;
  // A browser tells the origin of an extension only of requests other than GET. No page can cause such a request.
  if (origin === null && site === "none" && [...origins].some(isExtension)) return;
  throw new Refusal(403, "Only pages of the broker's own origin, and of the listed origins, may send requests.");
}
