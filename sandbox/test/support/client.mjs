import { readFileSync } from "node:fs";
import { createSandbox, demoClient } from "mysafe-sandbox";

export const origin = "https://mysafe.example";
export const basic = (id, secret) => `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;

/** The names of the documented responses that a test file has read. */
export const readFixtures = new Set();

/** Reads a documented response. */
export function fixture(name) {
  readFixtures.add(name);
  return JSON.parse(readFileSync(new URL(`../../../tests/fixtures/${name}.json`, import.meta.url), "utf8"));
}

/** Requests a token with the documented GET and Basic credentials. */
export function askToken(fetch, { base = origin, client = demoClient, query = "", headers = {} } = {}) {
  return fetch(`${base}/api/oauth2/token?grant_type=client_credentials${query}`, {
    headers: { authorization: basic(client.clientId, client.clientSecret), ...headers },
  });
}

/** Requests a token, and returns a function that sends one request about items of one kind. */
export async function logIn(fetch, { base = origin, client, path: kindPath = "secretapi" } = {}) {
  const answer = await askToken(fetch, { base, client });
  const { access_token: token } = await answer.json();
  return (method, path, { body, headers, ...init } = {}) =>
    fetch(`${base}/api/mysafe/${kindPath}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      ...init,
    });
}

/** Creates a sandbox and logs in with its first client, for requests about items of one kind. */
export async function start(options, path) {
  const sandbox = createSandbox(options);
  return { sandbox, call: await logIn(sandbox.fetch, { client: options?.clients?.[0], path }) };
}

/** The message of an API error, such as `1005: Api secret not found`. */
export async function messageOf(response) {
  return (await response.json()).response.message;
}
