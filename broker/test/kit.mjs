// What the broker's tests share: a broker in front of a sandbox in this process, and people who use it.

import { createBroker } from "mysafe-broker";
import { createSandbox } from "mysafe-sandbox";
import { MySafe } from "mysafe-wasm";

export const key = { clientId: "c4nary-broker-id", clientSecret: "c4nary/broker+secret" };
export const secret = "c4nary-signing-secret-of-32-bytes";
export const origin = "https://broker.example";
export const secrets = "/api/mysafe/secretapi";

const people = {
  ana: { id: "ana@example.com", name: "Ana", roles: ["responder"] },
  vera: { id: "vera@example.com", roles: ["viewer"] },
};

/** Somebody is signed in whose name the request has in a cookie. */
export const authenticate = (request) => people[/who=(\w+)/.exec(request.headers.get("cookie") ?? "")?.[1]] ?? null;

/**
 * A broker in front of a sandbox.
 *
 * @param options of the broker; `sandbox` are the sandbox's, and `mysafe` is added to the broker's access to MySafe
 */
export function start({ sandbox: sandboxOptions, mysafe, ...options } = {}) {
  const sandbox = createSandbox({ clients: [key], cors: false, ...sandboxOptions });
  const records = [];
  const problems = [];
  const broker = createBroker({
    mysafe: { baseUrl: "https://vault.example", ...key, fetch: sandbox.fetch, ...mysafe },
    authenticate,
    secret,
    audit: (record) => void records.push(record),
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  /** Sends a request to the broker, as `who`. */
  const ask = (path, { who, token, headers, ...init } = {}) =>
    broker.fetch(
      new Request(origin + path, {
        ...init,
        headers: {
          ...(who && { cookie: `who=${who}` }),
          ...(token && { authorization: `Bearer ${token}` }),
          ...headers,
        },
      }),
    );
  const tokenOf = async (who) => (await (await ask("/token", { method: "POST", who })).json()).access_token;
  /** A client of the broker's, as `who` has it in a page. */
  const clientOf = (who, clientOptions) =>
    new MySafe({
      baseUrl: origin,
      accessToken: () => tokenOf(who),
      fetch: (url, init) => broker.fetch(new Request(url, init)),
      ...clientOptions,
    });
  return { broker, sandbox, records, problems, ask, tokenOf, clientOf };
}

/** A MySafe that answers as it is told, and what it was asked. */
export function scripted(answer) {
  const seen = [];
  const fetch = async (url, init) => {
    if (url.includes("/oauth2/token")) return Response.json({ access_token: "c4nary-mysafe-token", expires_in: 3600 });
    seen.push({ url, ...init });
    return answer(url, init);
  };
  return { seen, fetch };
}
