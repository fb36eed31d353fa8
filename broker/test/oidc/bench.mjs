// @ts-check
// A provider, and brokers that sign people in by it, at one address.

import assert from "node:assert/strict";
import { createBroker } from "mysafe-broker";
import { serve } from "mysafe-broker/node";
import { openIdSignIn } from "mysafe-broker/oidc";
import { registered, serveProvider } from "./provider.mjs";
import { Visitor } from "./visitor.mjs";

/** @typedef {import("mysafe-broker/oidc").OpenIdOptions} OpenIdOptions */

export const secret = "c4nary-broker-secret-of-40-bytes-and-some";

/** @type {Record<string, import("./provider.mjs").Person>} */
export const people = {
  ana: { name: "Ana Lima", groups: ["responder", "staff"], email: "ana@example.com", email_verified: true },
  rui: { name: "Rui Sá", groups: "viewer", email: "rui@example.com", email_verified: false },
};

/**
 * A served broker with a provider, both of which end with the test. After the test, nothing that was said or told may hold a
 * secret.
 *
 * @param {import("node:test").TestContext} t
 * @param {object} [given]
 * @param {Partial<OpenIdOptions>} [given.options] of the sign-in
 * @param {Partial<Parameters<typeof serveProvider>[0]>} [given.provider]
 */
export async function signInBench(t, { options = {}, provider: providerOptions = {} } = {}) {
  /** @type {string[]} */
  const problems = [];
  /** @type {Visitor[]} */
  const visitors = [];
  const { basePath = "/" } = options;
  /** @type {(request: Request) => Promise<Response>} */
  let answer = async () => new Response(null, { status: 503 });
  const server = await serve({ fetch: (request) => answer(request) });
  t.after(() => server.close(0));
  const address = server.url + basePath.replace(/\/?$/, "/");
  const provider = await serveProvider({ people, brokers: () => [address], ...providerOptions });
  t.after(() => provider.close());

  /** One more instance, with other options. @param {Partial<OpenIdOptions>} [more] */
  function instance(more = {}) {
    const own = { issuer: provider.issuer, ...registered, secret, rolesClaim: "groups", ...options, ...more };
    const signIn = openIdSignIn({ onProblem: (problem) => problems.push(problem), ...own });
    const broker = createBroker({
      mysafe: { baseUrl: "https://vault.example", clientId: "broker", clientSecret: "c4nary-mysafe-secret" },
      authenticate: signIn.authenticate,
      secret: own.secret,
      basePath,
      signIn: "sign-in",
      signOut: "sign-out",
    });
    t.after(() => broker.close());
    return {
      ...signIn,
      /** @param {Request} request */
      fetch: async (request) => (await signIn.fetch(request)) ?? broker.fetch(request),
    };
  }
  /** Lets an instance answer from now on. @param {{ fetch: typeof answer }} one */
  const use = (one) => {
    answer = one.fetch;
  };
  use(instance());
  function visitor() {
    const one = new Visitor();
    visitors.push(one);
    return one;
  }

  t.after(() => {
    const said = [...problems, ...visitors.flatMap(({ heard }) => heard)].join("\n");
    assert.ok(!said.includes("c4nary"), said);
  });
  return {
    ...{ provider, address, problems, instance, use, visitor },
    /** The identity that a visitor is known as, by the broker; `null` for nobody. @param {Visitor} visitor */
    async identity(visitor) {
      const response = await visitor.ask(`${address}session`, { headers: { accept: "application/json" } });
      return response.status === 401 ? null : (await response.json()).identity;
    },
  };
}
