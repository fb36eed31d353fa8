// Those who are compared, in Node and in a page. Each makes the same request, gives it the same time, reads the whole
// answer, parses it, and takes it for a success only when it says so; each is configured as it is fastest.

import axios, { AxiosError } from "axios";
import ky from "ky";
import { MySafe } from "mysafe-wasm";
import { allowInsecureRequests, protectedResourceRequest } from "oauth4webapi";

export const credentials = { clientId: "bench", clientSecret: "bench-secret" };
const timeout = 10_000;

/** A bearer token, got once: everybody keeps one. @param {string} url */
export async function bearer(url) {
  const response = await fetch(`${url}/api/oauth2/token?grant_type=client_credentials`, {
    headers: { accept: "application/json", authorization: `Basic ${btoa("bench:bench-secret")}` },
  });
  const { access_token } = await response.json();
  return access_token;
}

/** What each of the peers has to see in an answer. */
function checked({ response }) {
  if (response?.error !== false) throw new Error("refused");
  return { active: false, changed: !/already/i.test(response.message), message: response.message };
}

/** Plain fetch. */
export function plain(url, token) {
  const headers = { accept: "application/json", authorization: `Bearer ${token}` };
  return async (identifier) => {
    const response = await fetch(`${url}/api/mysafe/secretapi/inactive/${encodeURIComponent(identifier)}`, {
      method: "POST",
      headers,
      redirect: "manual",
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(timeout),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return checked(await response.json());
  };
}

/** The package itself, with its defaults. */
export function ours(url) {
  return new MySafe({ baseUrl: url, ...credentials });
}

/** By name, how each deactivates one secret. @param {string} url */
export async function deactivators(url) {
  const token = await bearer(url);
  const accept = "application/json";
  const authorization = `Bearer ${token}`;
  const path = (identifier) => `${url}/api/mysafe/secretapi/inactive/${encodeURIComponent(identifier)}`;

  const mysafe = ours(url);
  await mysafe.ready();
  const kept = ky.create({
    headers: { accept, authorization },
    timeout,
    retry: 0,
    cache: "no-store",
    credentials: "omit",
  });
  // Without redirects axios uses node:http itself, whose agent keeps connections; in a page it uses XMLHttpRequest.
  const client = axios.create({ headers: { accept, authorization }, timeout, maxRedirects: 0 });
  const options = () => ({ [allowInsecureRequests]: true, signal: AbortSignal.timeout(timeout) });
  return {
    "mysafe-wasm": (identifier) => mysafe.deactivate(identifier),
    fetch: plain(url, token),
    ky: async (identifier) => checked(await kept.post(path(identifier)).json()),
    axios: async (identifier) => {
      const { data } = await client.post(path(identifier));
      if (typeof data !== "object") throw new AxiosError("no JSON");
      return checked(data);
    },
    oauth4webapi: async (identifier) => {
      const address = new URL(path(identifier));
      const headers = new Headers({ accept });
      const response = await protectedResourceRequest(token, "POST", address, headers, null, options());
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return checked(await response.json());
    },
  };
}
