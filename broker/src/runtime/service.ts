import type { Audit } from "../audit/record.js";
import { createBroker } from "../broker.js";
import { nodeFetch } from "../node/send.js";
import { type OpenIdSignIn, openIdSignIn } from "../oidc/sign-in.js";
import { type BrokerOptions, basePathOf } from "../options.js";
import { permitByRole } from "../people/permit.js";
import { fetchOf, type Reply, replyTo } from "../reply.js";
import type { Config } from "./config/config.js";
import { signInByHeaders } from "./header-sign-in.js";
import type { Log } from "./log.js";
import { packagedPage } from "./page.js";

/** A broker with its sign-in and its page, as one config says. */
export interface Service {
  /** Answers a request. It never rejects. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Rejects with the reason when MySafe gives the broker no token. */
  mysafeReady(): Promise<void>;
  /** Rejects with the reason when the provider that signs people in does not answer. */
  signInReady(): Promise<void>;
  /** Whether the page is served. */
  readonly hasPage: boolean;
  /** Resolves once the requests in flight are answered, and wipes the access key. No request may come any more. */
  retire(): Promise<void>;
}

/**
 * Makes a service.
 *
 * @throws TypeError for what only the broker or the sign-in finds to be wrong
 */
export function createService(config: Config, audit: Audit, log: Log): Service {
  const { mysafe, secret, origin, basePath, roles, tokenLifetime, rate, limits } = config;
  const onProblem = (problem: string) => log.warn(problem);
  const page = config.page ? packagedPage(basePath) : undefined;
  const { openId, ...signIn } = signInOf(config, onProblem);
  const broker = createBroker({
    mysafe: { ...mysafe, fetch: nodeFetch as NonNullable<BrokerOptions["mysafe"]["fetch"]> },
    permit: permitByRole(roles),
    origins: origin === undefined ? [] : [origin],
    ...{ secret, basePath, tokenLifetime, rate, limits, audit, page, onProblem },
    ...signIn,
  });
  const base = basePathOf(basePath);
  let inFlight = 0;
  let whenIdle: (() => void) | undefined;

  async function answer(request: Request): Promise<Response | Reply> {
    if (page && request.method === "GET" && base !== "/" && new URL(request.url).pathname === base.slice(0, -1)) {
      return new Response(null, { status: 308, headers: { location: base } });
    }
    return (await openId?.fetch(request)) ?? replyTo(request, broker);
  }

  return {
    fetch: fetchOf(async (request) => {
      inFlight += 1;
      try {
        return await answer(request);
      } finally {
        inFlight -= 1;
        if (inFlight === 0) whenIdle?.();
      }
    }),
    mysafeReady: () => broker.ready(),
    signInReady: async () => openId?.ready(),
    hasPage: page !== undefined,
    async retire() {
      if (inFlight > 0) {
        await new Promise<void>((resolve) => {
          whenIdle = resolve;
        });
      }
      broker.close();
    },
  };
}

type SignIn = Pick<BrokerOptions, "authenticate" | "signIn" | "signOut"> & { readonly openId?: OpenIdSignIn };

function signInOf(config: Config, onProblem: (problem: string) => void): SignIn {
  const { secret, basePath, origin, roles } = config;
  if ("headers" in config.signIn) {
    const { headers } = config.signIn;
    const { signIn, signOut } = headers;
    return { authenticate: signInByHeaders(headers, onProblem), signIn, signOut };
  }
  const openId = openIdSignIn({
    ...config.signIn.oidc,
    // What permits nothing would only fill the cookie.
    roles: Object.keys(roles),
    ...{ secret, basePath, origin, onProblem },
  });
  return { authenticate: openId.authenticate, signIn: "sign-in", signOut: "sign-out", openId };
}
