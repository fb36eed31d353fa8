// @ts-check
// An OpenID provider for tests: oidc-provider, which the OpenID Foundation has certified, with people who sign in by a click.

import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import Provider from "oidc-provider";
import { quietly } from "../../../tests/peers/quiet-provider.mjs";

/** @typedef {Record<string, unknown>} Person the claims besides `sub`; `groups`, `name`, `email`, … */

/** The credentials of the broker at the provider. */
export const registered = { clientId: "mysafe-broker", clientSecret: "c4nary-oidc-client-secret" };

const claims = {
  openid: ["sub"],
  profile: ["name", "groups", "realm_access", "https://login.example/roles"],
  email: ["email", "email_verified"],
};

/**
 * Serves a provider on loopback.
 *
 * @param {object} options
 * @param {Record<string, Person>} options.people by their `sub`
 * @param {() => string[]} options.brokers the origins and base paths to which it sends people back, such as `http://127.0.0.1:1/`
 * @param {Record<string, unknown>} [options.client] more metadata of the client
 * @param {Record<string, unknown>} [options.configuration] of oidc-provider
 */
export async function serveProvider({ people, brokers, client = {}, configuration = {} }) {
  /** @type {string[]} */
  const requests = [];
  /** @type {Provider | undefined} */
  let made;

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://here");
    requests.push(`${request.method} ${pathname}`);
    try {
      const provider = providerOf();
      if (pathname.startsWith("/interaction/")) return await interact(provider, request, response);
      provider.callback()(request, response);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const issuer = `http://127.0.0.1:${port}`;

  /** Made when it is first asked: by then the addresses of the brokers are known. */
  function providerOf() {
    made ??= quietly(
      () =>
        new Provider(issuer, {
          clients: [
            {
              client_id: registered.clientId,
              client_secret: registered.clientSecret,
              redirect_uris: brokers().map((address) => `${address}callback`),
              post_logout_redirect_uris: brokers(),
              ...client,
            },
          ],
          claims,
          scopes: ["openid", "profile", "email"],
          conformIdTokenClaims: false,
          features: { devInteractions: { enabled: false } },
          interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
          cookies: { keys: ["c4nary-provider-cookies"] },
          ttl: { Interaction: 600, Session: 3600, Grant: 3600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
          findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ sub, ...people[sub] }) }),
          async loadExistingGrant({ oidc }) {
            const known = oidc.session.grantIdFor(oidc.client.clientId);
            if (known) return oidc.provider.Grant.find(known);
            const grant = new oidc.provider.Grant({
              clientId: oidc.client.clientId,
              accountId: oidc.session.accountId,
            });
            grant.addOIDCScope("openid profile email");
            await grant.save();
            return grant;
          },
          ...configuration,
        }),
    );
    return made;
  }

  /**
   * Asks who signs in, and takes the answer.
   * @param {Provider} provider
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   */
  async function interact(provider, request, response) {
    if (request.method === "GET") {
      const buttons = Object.keys(people).map((sub) => `<button name="person" value="${sub}">${sub}</button>`);
      response.writeHead(200, { "content-type": "text/html" });
      response.end(`<!doctype html><title>Who are you?</title><form method="post">${buttons.join("")}
        <button name="person" value="">Nobody</button></form>`);
      return;
    }
    const person = new URLSearchParams(await text(request)).get("person") ?? "";
    const result = person === "" ? { error: "access_denied" } : { login: { accountId: person } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }

  return {
    issuer,
    /** Method and path of each request, in order. */
    requests,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/**
 * The sign-in of a config by this provider. The variable `LOGIN` has the secret.
 * @param {{ issuer: string }} provider
 */
export const signInBy = ({ issuer }) => ({
  oidc: { issuer, clientId: registered.clientId, clientSecret: { env: "LOGIN" }, rolesClaim: "groups" },
});
