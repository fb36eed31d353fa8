// The clients that are compared, in Node and in a page. Each makes the same request with the same timeout, reads and parses the
// whole answer, and checks it for success. Each is configured to be as fast as it can.

import axios, { AxiosError } from "axios";
import ky from "ky";
import { MySafe } from "mysafe-wasm";
import { allowInsecureRequests, protectedResourceRequest } from "oauth4webapi";

export const credentials = { clientId: "bench", clientSecret: "bench-secret" };
const timeout = 10_000;

/** Requests a token, which a client then uses for all its calls. @param {string} url */
export async function requestToken(url) {
  const response = await fetch(`${url}/api/oauth2/token?grant_type=client_credentials`, {
    headers: { accept: "application/json", authorization: `Basic ${btoa("bench:bench-secret")}` },
  });
  const { access_token } = await response.json();
  return access_token;
}

/** Checks an answer for success, and gives the change. */
function changeOf({ response }) {
  if (response?.error !== false) throw new Error("refused");
  return { active: false, changed: !/already/i.test(response.message), message: response.message };
}

/** A deactivate with plain fetch. */
export function fetchDeactivate(url, token) {
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
    return changeOf(await response.json());
  };
}

/** A client of mysafe-wasm with its defaults. */
export function mysafeClient(url) {
  return new MySafe({ baseUrl: url, ...credentials });
}

/** The deactivate function of each client, by name. @param {string} url */
export async function competitors(url) {
  const token = await requestToken(url);
  const accept = "application/json";
  const authorization = `Bearer ${token}`;
  const path = (identifier) => `${url}/api/mysafe/secretapi/inactive/${encodeURIComponent(identifier)}`;

  const mysafe = mysafeClient(url);
  await mysafe.ready();
  const kyClient = ky.create({
    headers: { accept, authorization },
    timeout,
    retry: 0,
    cache: "no-store",
    credentials: "omit",
  });
  // With maxRedirects 0 axios uses node:http directly, whose agent keeps connections. In a page it uses XMLHttpRequest.
  const axiosClient = axios.create({ headers: { accept, authorization }, timeout, maxRedirects: 0 });
  const options = () => ({ [allowInsecureRequests]: true, signal: AbortSignal.timeout(timeout) });
  return {
    "mysafe-wasm": (identifier) => mysafe.deactivate(identifier),
    fetch: fetchDeactivate(url, token),
    ky: async (identifier) => changeOf(await kyClient.post(path(identifier)).json()),
    axios: async (identifier) => {
      const { data } = await axiosClient.post(path(identifier));
      if (typeof data !== "object") throw new AxiosError("no JSON");
      return changeOf(data);
    },
    oauth4webapi: async (identifier) => {
      const address = new URL(path(identifier));
      const headers = new Headers({ accept });
      const response = await protectedResourceRequest(token, "POST", address, headers, null, options());
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return changeOf(await response.json());
    },
  };
}
