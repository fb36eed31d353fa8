import { say } from "../answers.js";
import type { Authenticate } from "../people/identity.js";
import { quieter, wordsOf } from "../problems.js";
import { checkHost, checkSender } from "../requests/guard.js";
import { Refusal } from "../requests/refusal.js";
import { goTo, tell, withCookies } from "./answers.js";
import { attemptLifetime, attemptOf, endAttempt, keepAttempt, newAttempt } from "./attempt.js";
import { identityFrom } from "./claims.js";
import { Cookies, cookieLimit } from "./cookies.js";
import { SignInFailure } from "./failure.js";
import { type OpenIdOptions, settingsOf } from "./options.js";
import { Provider } from "./provider.js";
import { returnPath } from "./return-path.js";
import { Seal } from "./sealed.js";
import { identityOf, sessionCookie } from "./session.js";

/** Sign-in by an OpenID provider. */
export interface OpenIdSignIn {
  /** Tells who sends a request, by the session in its cookie: the broker's option `authenticate`. */
  readonly authenticate: Authenticate;
  /**
   * Answers the requests of a sign-in; `undefined` for all others, which are the broker's. It never rejects.
   *
   * - `GET sign-in?return=/path`: sends the browser to the provider, and afterwards to that path. Default: `basePath`.
   * - `GET callback`: where the provider sends it back to. Register this address there.
   * - `POST sign-out`: ends the session of the browser. `{"location"}` is where the provider ends its own; 204 when it has no
   *   such place. The provider then sends the browser to `basePath`: register that address there too.
   *
   * All are below `basePath`.
   */
  readonly fetch: (request: Request) => Promise<Response | undefined>;
  /** Rejects with the reason when the provider's metadata cannot be read. */
  ready(): Promise<void>;
}

/**
 * Signs people in by an OpenID provider: authorization code with PKCE, and a session in an encrypted cookie.
 *
 * It follows RFC 6749 (section 4.1), RFC 7636 (PKCE), RFC 9207 (the issuer in the answer), RFC 9700 (security), OpenID Connect
 * Core 1.0, and draft-ietf-oauth-browser-based-apps (section 6.1): no token of the provider's reaches a page. All state is in
 * cookies, so that any number of instances with the same secret can run side by side, and none has to see a browser twice.
 * That is why signing out removes the cookie, but cannot end a copy of it: a session is over when its time is.
 *
 * @param options the provider, and the secret that encrypts the cookies
 * @returns `authenticate` for the broker, and `fetch` to ask before the broker's
 * @throws TypeError if an option is unusable
 * @example
 * ```ts
 * import { createBroker } from "mysafe-broker";
 * import { openIdSignIn } from "mysafe-broker/oidc";
 *
 * const signIn = openIdSignIn({ issuer: "https://login.example", clientId, clientSecret, rolesClaim: "groups", secret });
 * const broker = createBroker({
 *   mysafe,
 *   authenticate: signIn.authenticate,
 *   secret,
 *   signIn: "sign-in",
 *   signOut: "sign-out",
 * });
 * export default { fetch: async (request) => (await signIn.fetch(request)) ?? broker.fetch(request) };
 * ```
 */
export function openIdSignIn(options: OpenIdOptions): OpenIdSignIn {
  const settings = settingsOf(options);
  const { basePath, issuer, clientId, secret, sessionLifetime, rolesClaim } = settings;
  const onProblem = quieter(options.onProblem ?? console.error);
  const provider = new Provider(settings);
  // What another provider has stated, or of another client, is of no use here.
  const own = [issuer.href, clientId, basePath] as const;
  const sessions = new Seal(secret, ["session", ...own], sessionLifetime);
  const hints = new Seal(secret, ["session hint", ...own], sessionLifetime);
  const attempts = new Seal(secret, ["sign-in", ...own], attemptLifetime);
  const origins: ReadonlySet<string> = new Set(settings.origin ? [settings.origin.origin] : []);
  const originOf = (request: Request) => settings.origin ?? new URL(new URL(request.url).origin);

  const authenticate = (request: Request) => identityOf(request, new Cookies(originOf(request), basePath), sessions);

  async function signIn(request: Request, { searchParams }: URL): Promise<Response> {
    const origin = originOf(request);
    const attempt = newAttempt(returnPath(searchParams.getAll("return"), origin, basePath));
    const location = await provider.authorizationUrl(attempt, `${origin.origin}${basePath}callback`);
    return goTo(location.href, await keepAttempt(attempt, request, new Cookies(origin, basePath), attempts));
  }

  async function callback(request: Request, { search, searchParams }: URL): Promise<Response> {
    const origin = originOf(request);
    const cookies = new Cookies(origin, basePath);
    const attempt = await attemptOf(searchParams.get("state"), request, cookies, attempts);
    if (!attempt) {
      // Somebody went back to this address, or signed in in another tab meanwhile. Its code is not used.
      if (await authenticate(request)) return goTo(basePath, []);
      throw new SignInFailure(400, "This sign-in is over, or was begun in another browser.");
    }
    const ended = endAttempt(attempt.state, cookies);
    try {
      const answer = new URL(`${origin.origin}${basePath}callback${search}`);
      const { claims, idToken } = await provider.redeem(answer, attempt);
      const session = await sessionCookie(identityFrom(claims, settings), cookies, sessions, rolesClaim);
      const hint = cookies.keep("hint", await hints.close({ idToken }), hints.lifetime);
      // Without the hint, the provider may ask the person before it signs out.
      return goTo(attempt.returnTo, [ended, session, hint.length <= cookieLimit ? hint : cookies.remove("hint")]);
    } catch (error) {
      return withCookies(failed(error, request), [ended]);
    }
  }

  async function signOut(request: Request, url: URL): Promise<Response> {
    checkSender(request, url, origins);
    const origin = originOf(request);
    const cookies = new Cookies(origin, basePath);
    const location = await endSessionUrl(request, cookies, `${origin.origin}${basePath}`);
    const response = location ? say(200, { location: location.href }) : new Response(null, { status: 204 });
    return withCookies(response, [cookies.remove("session"), cookies.remove("hint")]);
  }

  async function endSessionUrl(request: Request, cookies: Cookies, returnUri: string): Promise<URL | undefined> {
    const hint = cookies.read(request, "hint");
    const contents = hint === undefined ? undefined : await hints.open(hint);
    try {
      return await provider.endSessionUrl(contents?.idToken as string | undefined, returnUri);
    } catch (error) {
      // The session of the broker ends all the same.
      failed(error, request);
      return undefined;
    }
  }

  /** The answer to a request that failed. The operator gets the reason. */
  function failed(error: unknown, request: Request): Response {
    if (error instanceof Refusal) return tell(request, error.status, error.message, `${basePath}sign-in`);
    const isForeseen = error instanceof SignInFailure;
    const problem = isForeseen ? error.problem : wordsOf(error);
    if (problem !== undefined) onProblem(`mysafe-broker: ${problem}`);
    const message = isForeseen ? error.message : "An error of the server's own. Its operator has the reason.";
    return tell(request, isForeseen ? error.status : 500, message, `${basePath}sign-in`);
  }

  const routes: Readonly<Record<string, readonly [method: string, answer: typeof signIn]>> = {
    "sign-in": ["GET", signIn],
    callback: ["GET", callback],
    "sign-out": ["POST", signOut],
  };

  return {
    authenticate,
    async fetch(request) {
      const url = new URL(request.url);
      const path = url.pathname.startsWith(basePath) ? url.pathname.slice(basePath.length) : "";
      const [method, answer] = (Object.hasOwn(routes, path) && routes[path]) || [];
      if (!answer) return undefined;
      try {
        checkHost(url, origins);
        if (request.method !== method) throw new Refusal(405, `There is no ${request.method} ${path}.`);
        return await answer(request, url);
      } catch (error) {
        return failed(error, request);
      }
    },
    async ready() {
      try {
        await provider.ready();
      } catch (error) {
        throw new Error(error instanceof SignInFailure ? error.problem : String(error));
      }
    },
  };
}
