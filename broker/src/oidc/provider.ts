import * as client from "openid-client";
import type { Attempt } from "./attempt.js";
import { type Claims, claimAt, wantedClaims } from "./claims.js";
import { failureOf, SignInFailure } from "./failure.js";
import type { Settings } from "./options.js";
import { remembered } from "./remembered.js";

/** The longest time for a request to the provider, in s. */
const timeout = 10;

/** What a provider states about who signed in. */
export interface Statement {
  readonly claims: Claims;
  readonly idToken: string;
}

/** The OpenID provider, by `openid-client`. */
export class Provider {
  readonly #settings: Settings;
  /** Reads the provider's metadata (OpenID Connect Discovery 1.0), once it has succeeded never again. */
  readonly #configuration: () => Promise<client.Configuration>;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#configuration = remembered(() => discover(settings));
  }

  /**
   * Resolves once the provider's metadata is read.
   *
   * @throws {SignInFailure}
   */
  async ready(): Promise<void> {
    await this.#discovered();
  }

  /**
   * Where the browser asks the provider: authorization code with PKCE (RFC 6749 section 4.1, RFC 7636).
   *
   * @throws {SignInFailure}
   */
  async authorizationUrl({ state, nonce, verifier }: Attempt, redirectUri: string): Promise<URL> {
    return client.buildAuthorizationUrl(await this.#discovered(), {
      redirect_uri: redirectUri,
      scope: this.#settings.scope,
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    });
  }

  /**
   * What the provider states, for the code that it answered with. State, issuer (RFC 9207), nonce, audience and times are
   * checked.
   *
   * @param answer the address that the provider sent the browser to
   * @throws {SignInFailure}
   */
  async redeem(answer: URL, { state, nonce, verifier }: Attempt): Promise<Statement> {
    const configuration = await this.#discovered();
    const secrets = [this.#settings.clientSecret, verifier, answer.searchParams.get("code") ?? undefined];
    try {
      const tokens = await client.authorizationCodeGrant(configuration, answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = (tokens.claims() ?? {}) as Claims;
      const more = await this.#userInfo(configuration, tokens.access_token, claims);
      return { claims: { ...more, ...claims }, idToken: tokens.id_token ?? "" };
    } catch (error) {
      throw failureOf(error, `a sign-in by ${this.#settings.issuer.href} failed`, secrets);
    }
  }

  /**
   * Where the browser signs out of the provider (OpenID Connect RP-Initiated Logout 1.0); `undefined` where there is nothing
   * of the kind.
   *
   * @param idToken of the session, without which some providers refuse and others ask the person
   * @throws {SignInFailure}
   */
  async endSessionUrl(idToken: string | undefined, returnUri: string): Promise<URL | undefined> {
    const configuration = await this.#discovered();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    return client.buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: returnUri,
      ...(idToken !== undefined && { id_token_hint: idToken }),
    });
  }

  /** Claims that the ID token lacks. A provider may give those of `profile` here only (OpenID Connect Core 1.0, section 5.4). */
  async #userInfo(configuration: client.Configuration, accessToken: string, claims: Claims): Promise<Claims> {
    const missing = wantedClaims(this.#settings).filter((name) => claimAt(claims, name) === undefined);
    if (missing.length === 0 || configuration.serverMetadata().userinfo_endpoint === undefined) return {};
    try {
      return await client.fetchUserInfo(configuration, accessToken, String(claims.sub));
    } catch (error) {
      // Without a name a person can be signed in.
      if (missing.every((name) => name === this.#settings.nameClaim)) return {};
      throw error;
    }
  }

  async #discovered(): Promise<client.Configuration> {
    try {
      return await this.#configuration();
    } catch (error) {
      const { issuer, clientSecret } = this.#settings;
      const { problem } = failureOf(error, `the metadata of ${issuer.href} cannot be read`, [clientSecret]);
      throw new SignInFailure(503, "The sign-in service does not answer. Try again in a moment.", problem);
    }
  }
}

async function discover(settings: Settings): Promise<client.Configuration> {
  const { issuer, clientId, clientSecret, fetch } = settings;
  const configuration = await client.discovery(issuer, clientId, clientSecret, authentication(settings), {
    timeout,
    ...(issuer.protocol === "http:" && { execute: [client.allowInsecureRequests] }),
    ...(fetch && { [client.customFetch]: fetch as client.CustomFetch }),
  });
  return configuration;
}

/** How the broker authenticates at the provider: by what the provider's metadata has (RFC 8414 section 2). */
function authentication({ clientSecret, clientAuthentication }: Settings): client.ClientAuth {
  if (clientSecret === undefined) return client.None();
  const ways = { client_secret_basic: client.ClientSecretBasic, client_secret_post: client.ClientSecretPost };
  return (server, ...rest) => {
    const supported = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const usual = supported.includes("client_secret_basic") ? "client_secret_basic" : "client_secret_post";
    return ways[clientAuthentication ?? usual](clientSecret)(server, ...rest);
  };
}
