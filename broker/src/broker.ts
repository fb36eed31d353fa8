import { say } from "./answers.js";
import { answerCall, type CallSurroundings } from "./call.js";
import { PlacesPerIdentity } from "./limits/places.js";
import { RateLimit } from "./limits/rate.js";
import { Slots } from "./limits/slots.js";
import { Access } from "./mysafe/access.js";
import { type BrokerOptions, basePathOf, checkOptions, originsOf } from "./options.js";
import { answerSession, answerToken } from "./people/desk.js";
import { defaultPermit } from "./people/permit.js";
import { quieter, wordsOf } from "./problems.js";
import { Refusal } from "./requests/refusal.js";
import { checkVisitor, isApiPath, type Site, serveSite } from "./site.js";
import { deriveKeys, secretsOf } from "./tokens/keys.js";
import { Tokens } from "./tokens/token.js";

/** A broker. */
export interface Broker {
  /**
   * Answers a request (the Fetch standard). It never rejects.
   *
   * - `POST token`: a token of the broker's, `{"access_token", "token_type", "expires_in"}`, or 401.
   * - `GET session`: who is signed in and what they may do, or 401.
   * - `/api/mysafe/…`: MySafe's API, with a token of the broker's.
   * - `GET health`: 200. `GET ready`: 200, or 503 when MySafe gives the broker no token.
   *
   * All are below `basePath`.
   */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Rejects with the reason when MySafe gives the broker no token. It sends nothing but a request for a token. */
  ready(): Promise<void>;
  /** Wipes the access key. Later calls get 502. */
  close(): void;
}

const name = "mysafe-broker";

/**
 * A broker: the one server that holds MySafe's access key, knows who asks, lets each do what they may, and writes down who
 * did what.
 *
 * @param options MySafe with its access key, who may do what, and the secret that signs the broker's own tokens
 * @returns the broker, whose `fetch` answers requests in any runtime
 * @throws TypeError if an option is unusable
 * @example
 * ```ts
 * import { createBroker } from "mysafe-broker";
 *
 * const broker = createBroker({
 *   mysafe: { baseUrl: "https://vault.example", clientId, clientSecret },
 *   authenticate: (request) => sessionOf(request)?.user ?? null,
 *   secret: process.env.BROKER_SECRET,
 * });
 * export default { fetch: broker.fetch };
 * ```
 */
export function createBroker(options: BrokerOptions): Broker {
  checkOptions(options);
  const { authenticate, permit = defaultPermit, tokenLifetime = 300, limits = {}, signIn, signOut } = options;
  const { audit = () => {}, mysafe, rate = { perIdentity: 50, per: 1 } } = options;
  const onProblem = quieter(options.onProblem ?? console.error);
  const basePath = basePathOf(options.basePath);
  const site: Site = { name, basePath, origins: originsOf(options.origins), page: options.page, onProblem };

  const access = new Access(mysafe);
  // A token is of use where the secret, the path and MySafe are the same.
  const purpose = ["access token", basePath, mysafe.baseUrl, mysafe.tenant ?? ""].join("\n");
  const keys = deriveKeys(secretsOf(options.secret), purpose);
  const tokens = new Tokens(keys, tokenLifetime, Date.now);
  const { concurrent = 256, concurrentPerIdentity = 64, waiting = 1024 } = limits;
  const places = new PlacesPerIdentity(new Slots(concurrent, waiting), concurrentPerIdentity, waiting);
  const around: CallSurroundings = {
    ...{ name, access, tokens, permit, places, audit: options.audit, onProblem },
    rate: new RateLimit(rate, () => performance.now()),
    // An answer may have 32 MiB.
    lists: new Slots(2, waiting),
    body: { length: limits.body ?? 1024 * 1024, time: limits.bodyTime ?? 10_000 },
  };
  const desk = {
    authenticate,
    permit,
    tokens,
    tokenLifetime,
    audit,
    signIn,
    signOut,
    mysafe,
    rate: around.rate,
    onProblem,
    name,
  };

  const answers = { "POST token": answerToken, "GET session": answerSession };
  return {
    fetch: serveSite(site, (visit) => {
      const { request, path } = visit;
      if (path === "health") return Promise.resolve(say(200, { healthy: true }));
      if (path === "ready") return readiness();
      if (isApiPath(path)) {
        checkVisitor(visit, site);
        return answerCall(visit, around);
      }
      if (path !== "token" && path !== "session") return undefined;
      const own = Object.entries(answers).find(([route]) => route === `${request.method} ${path}`);
      if (!own) throw new Refusal(405, `There is no ${request.method} ${path}.`);
      checkVisitor(visit, site);
      return own[1](request, desk);
    }),
    ready: () => access.check(),
    close: () => access.close(),
  };

  async function readiness() {
    try {
      await access.check();
      return say(200, { ready: true });
    } catch (error) {
      onProblem(`${name} is not ready: ${wordsOf(error)}`);
      return say(503, { ready: false });
    }
  }
}
