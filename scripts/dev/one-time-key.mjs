// @ts-check
// Lets the person at this terminal into the page, and nobody else: the printed address has a key that opens it once.

import { randomBytes, timingSafeEqual } from "node:crypto";
import { userInfo } from "node:os";

const path = "/open";

/**
 * @typedef {object} OneTimeKey
 * @property {string} path the path and query that open the page once
 * @property {(request: Request) => import("mysafe-broker").Identity | null} authenticate
 * @property {(request: Request) => Response | undefined} fetch answers the path
 */

/**
 * @param {number} port of the server. Cookies are shared by all ports of a machine, so the cookie has it in its name
 * @returns {OneTimeKey}
 */
export function oneTimeKey(port) {
  const key = randomBytes(24).toString("base64url");
  const session = randomBytes(24).toString("base64url");
  const cookie = `mysafe-${port}`;
  let isUsed = false;

  return {
    path: `${path}?key=${key}`,
    authenticate(request) {
      const cookies = (request.headers.get("cookie") ?? "").split(/;\s*/);
      return cookies.some((given) => isSame(given, `${cookie}=${session}`)) ? { id: personName() } : null;
    },
    fetch(request) {
      const url = new URL(request.url);
      if (url.pathname !== path) return undefined;
      if (request.method !== "GET" || isUsed || !isSame(url.searchParams.get("key") ?? "", key)) {
        return new Response("This address opens the page once. `npm start` prints another.\n", {
          status: 403,
          headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
        });
      }
      isUsed = true;
      return new Response(null, {
        status: 303,
        headers: {
          location: "/",
          "set-cookie": `${cookie}=${session}; Path=/; HttpOnly; SameSite=Strict`,
          "cache-control": "no-store",
          "referrer-policy": "no-referrer",
        },
      });
    },
  };
}

/**
 * Compares in constant time.
 * @param {string} given
 * @param {string} expected
 */
function isSame(given, expected) {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** The account of the operating system. */
function personName() {
  try {
    return userInfo().username || "you";
  } catch {
    return "you";
  }
}
