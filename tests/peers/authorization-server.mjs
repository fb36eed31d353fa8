// A MySafe whose tokens come from oidc-provider, an authorization server that the OpenID Foundation has certified. A gateway in
// front of the sandbox asks that server about each token (token introspection, RFC 7662).

import { once } from "node:events";
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { createSandbox, demoClient } from "mysafe-sandbox";
import Provider from "oidc-provider";
import { quietly } from "./quiet-provider.mjs";

/** The token endpoint of oidc-provider; introspection and revocation are below it. */
export const tokenPath = "/token";
/** A token endpoint that accepts any text as an id or a secret, and gets its tokens from the provider. */
export const anyTextPath = "/any-text";

const gateway = { id: "gateway", secret: "gateway-secret" };

/**
 * @param {{ clientId: string, clientSecret: string }[]} clients of the provider
 * @param {{ clientId: string, clientSecret: string }[]} anyTextClients of the endpoint for any text, which uses the first client
 */
export async function serveWithProvider(clients, anyTextClients) {
  const sandbox = createSandbox();
  let provider;
  const tokenRequests = [];
  const server = createServer(async (request, response) => {
    if (!request.url.startsWith("/api/")) {
      if (new URL(request.url, "http://here").pathname === tokenPath) {
        tokenRequests.push({ method: request.method, scheme: request.headers.authorization?.split(" ")[0] });
      }
      if (request.url !== anyTextPath) return provider(request, response);
    }
    const answer = await (request.url === anyTextPath ? anyText(request) : guarded(request));
    response.writeHead(answer.status, [...answer.headers].flat()).end(Buffer.from(await answer.arrayBuffer()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}`;

  const registered = [
    ...clients.map(({ clientId, clientSecret }) => [clientId, clientSecret]),
    [gateway.id, gateway.secret],
  ];
  provider = quietly(
    () =>
      new Provider(url, {
        clients: registered.map(([client_id, client_secret]) => ({
          client_id,
          client_secret,
          grant_types: ["client_credentials"],
          redirect_uris: [],
          response_types: [],
        })),
        features: {
          clientCredentials: { enabled: true },
          devInteractions: { enabled: false },
          introspection: { enabled: true, allowedPolicy: (_context, client) => client.clientId === gateway.id },
          revocation: { enabled: true, allowedPolicy: () => true },
        },
        ttl: { ClientCredentials: 600 },
      }),
  ).callback();

  /** Sends a request about a token to the provider, as the gateway. */
  const callProvider = (path, token) =>
    fetch(url + tokenPath + path, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${gateway.id}:${gateway.secret}`)}` },
      body: new URLSearchParams({ token }),
    });

  /** The sandbox's answer, when the provider says that the token is active. */
  async function guarded(request) {
    const token = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
    const { active, client_id } = await callProvider("/introspection", token).then((answer) => answer.json());
    if (!active) return Response.json({ message: "Unauthorized" }, { status: 401 });
    callers.push(client_id);
    const body = request.method === "GET" ? {} : { body: Readable.toWeb(request), duplex: "half" };
    const headers = { accept: "application/json", authorization: `Bearer ${sandboxToken}` };
    return sandbox.fetch(new Request(url + request.url, { method: request.method, headers, ...body }));
  }
  const callers = [];

  /** A token of the provider's first client, for a client of the endpoint for any text. URLSearchParams reads the form. */
  async function anyText(request) {
    const form = new URLSearchParams(await text(request));
    const [, basic] = request.headers.authorization?.match(/^Basic (.+)$/) ?? [];
    const [id, secret] = basic
      ? [...Buffer.from(basic, "base64").toString("latin1").split(":")].map((part) =>
          new URLSearchParams(`_=${part}`).get("_"),
        )
      : [form.get("client_id"), form.get("client_secret")];
    if (!anyTextClients.some(({ clientId, clientSecret }) => clientId === id && clientSecret === secret)) {
      return Response.json({ error: "invalid_client" }, { status: 401 });
    }
    const { clientId: client_id, clientSecret: client_secret } = clients[0];
    const body = new URLSearchParams({ grant_type: form.get("grant_type"), client_id, client_secret });
    return fetch(url + tokenPath, { method: "POST", body });
  }
  const sandboxToken = await sandbox
    .fetch(`${url}/api/oauth2/token?grant_type=client_credentials`, {
      headers: { authorization: `Basic ${btoa(`${demoClient.clientId}:${demoClient.clientSecret}`)}` },
    })
    .then((answer) => answer.json())
    .then(({ access_token }) => access_token);

  return {
    url,
    sandbox,
    /** The token requests that the provider received. */
    tokenRequests,
    /** For each call that was let through, the client to whom the provider had issued its token. */
    callers,
    revoke: (token) => callProvider("/revocation", token),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
