import { basePathOf } from "../options.js";
import { loopback } from "../requests/guard.js";
import type { Secret } from "../tokens/keys.js";

/**
 * Options of {@link openIdSignIn}.
 *
 * @example
 * ```ts
 * const options: OpenIdOptions = {
 *   issuer: "https://login.example",
 *   clientId: "mysafe-broker",
 *   clientSecret: process.env.LOGIN_SECRET,
 *   rolesClaim: "groups",
 *   secret: process.env.BROKER_SECRET,
 *   origin: "https://broker.example",
 * };
 * ```
 */
export interface OpenIdOptions {
  /** The provider's issuer identifier (OpenID Connect Discovery 1.0): `https:`, or `http:` on loopback. */
  readonly issuer: string | URL;
  /** The id under which the broker is registered at the provider. */
  readonly clientId: string;
  /** The secret of that client. Default: none, for a public client. */
  readonly clientSecret?: string | undefined;
  /**
   * How the secret is sent to the provider. Default: `client_secret_basic` where the provider's metadata has it, otherwise
   * `client_secret_post`. A provider may accept only the one that the client is registered with.
   */
  readonly clientAuthentication?: "client_secret_basic" | "client_secret_post" | undefined;
  /** What is asked for, separated by spaces. `openid` must be among it. Default `openid profile`. */
  readonly scope?: string | undefined;
  /**
   * The claim that becomes the identity's `id`. Default `sub`, the only one that the provider must never give to somebody else
   * (OpenID Connect Core 1.0, section 5.7). An `email` counts only when the provider states `email_verified`.
   */
  readonly idClaim?: string | undefined;
  /** The claim that becomes the identity's `name`, which may be missing. Default `name`. */
  readonly nameClaim?: string | undefined;
  /**
   * The claim that becomes the identity's `roles`: a text, or an array of texts. The path to a member is written with dots,
   * such as `realm_access.roles`. Default: nobody has a role.
   */
  readonly rolesClaim?: string | undefined;
  /** The roles that are kept. A session is a cookie of at most 4 kB, and a directory may give hundreds. Default: all. */
  readonly roles?: readonly string[] | undefined;
  /** How long somebody stays signed in, in s. Nothing prolongs it. Default 28 800: 8 hours. */
  readonly sessionLifetime?: number | undefined;
  /**
   * What sessions are encrypted with: at least 32 bytes, the same for all instances; that of the broker may be used. Two while
   * it is rotated: the first encrypts, both are accepted.
   */
  readonly secret: Secret;
  /** The path below which the broker answers. Default `/`. */
  readonly basePath?: string | undefined;
  /**
   * The origin that browsers see, such as `https://broker.example`: `https:`, or `http:` on loopback. Behind a proxy that ends
   * TLS it is needed, since no header of a request tells it reliably. Default: that of the request.
   */
  readonly origin?: string | undefined;
  /** Sends requests to the provider. Default: the global `fetch`. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** Takes what the operator should know, such as that the provider does not answer. Default: `console.error`. */
  readonly onProblem?: ((problem: string) => void) | undefined;
}

/** The options, checked. */
export interface Settings {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly clientAuthentication: OpenIdOptions["clientAuthentication"];
  readonly scope: string;
  readonly idClaim: string;
  readonly nameClaim: string;
  readonly rolesClaim: string | undefined;
  readonly roles: ReadonlySet<string> | undefined;
  readonly sessionLifetime: number;
  readonly secret: Secret;
  readonly basePath: string;
  readonly origin: URL | undefined;
  readonly fetch: OpenIdOptions["fetch"];
}

const names: readonly (keyof OpenIdOptions)[] = [
  "issuer",
  "clientId",
  "clientSecret",
  "clientAuthentication",
  "scope",
  "idClaim",
  "nameClaim",
  "rolesClaim",
  "roles",
  "sessionLifetime",
  "secret",
  "basePath",
  "origin",
  "fetch",
  "onProblem",
];

/** Whether somebody on the way could read or change what is sent to this address. */
export const isProtected = ({ protocol, hostname }: URL): boolean =>
  protocol === "https:" || (protocol === "http:" && loopback.test(hostname));

/**
 * Checks what would otherwise show at the first sign-in.
 *
 * @throws TypeError with the name of the option, and what it should be
 */
export function settingsOf(options: OpenIdOptions): Settings {
  const given: Readonly<Record<string, unknown>> = { ...options };
  const unknown = Object.keys(given).find((name) => !(names as readonly string[]).includes(name));
  if (unknown !== undefined) throw new TypeError(`There is no option "${unknown}". Options are ${names.join(", ")}.`);
  for (const name of ["clientId", "clientSecret", "scope", "idClaim", "nameClaim", "rolesClaim"]) {
    const isMissing = given[name] === undefined && name !== "clientId";
    if (!isMissing && (typeof given[name] !== "string" || given[name] === "")) {
      throw new TypeError(`${name} is a text that is not empty.`);
    }
  }
  const { clientAuthentication, scope = "openid profile", sessionLifetime = 8 * 60 * 60, roles } = options;
  if (!["client_secret_basic", "client_secret_post", undefined].includes(clientAuthentication)) {
    throw new TypeError('clientAuthentication is "client_secret_basic" or "client_secret_post".');
  }
  if (!scope.split(" ").includes("openid")) throw new TypeError('scope has "openid" in it, such as "openid profile".');
  if (!(typeof sessionLifetime === "number" && sessionLifetime >= 1 && Number.isFinite(sessionLifetime))) {
    throw new TypeError("sessionLifetime is a number of seconds, at least 1.");
  }
  if (roles !== undefined && !(Array.isArray(roles) && roles.every((role) => typeof role === "string"))) {
    throw new TypeError("roles are an array of texts.");
  }
  return {
    issuer: issuerOf(options.issuer),
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    clientAuthentication,
    scope,
    idClaim: options.idClaim ?? "sub",
    nameClaim: options.nameClaim ?? "name",
    rolesClaim: options.rolesClaim,
    roles: roles && new Set(roles),
    sessionLifetime: Math.floor(sessionLifetime),
    secret: options.secret,
    basePath: basePathOf(options.basePath),
    origin: options.origin === undefined ? undefined : publicOriginOf(options.origin),
    fetch: options.fetch,
  };
}

function issuerOf(given: string | URL): URL {
  const issuer = URL.canParse(String(given)) ? new URL(String(given)) : undefined;
  if (!issuer || !isProtected(issuer) || issuer.search !== "" || issuer.hash !== "" || issuer.username !== "") {
    throw new TypeError('issuer is such as "https://login.example", with https: unless it is on loopback.');
  }
  return issuer;
}

function publicOriginOf(given: string): URL {
  const origin = URL.canParse(given) ? new URL(given) : undefined;
  if (!origin || !isProtected(origin) || origin.origin !== given.replace(/\/$/, "").toLowerCase()) {
    throw new TypeError('origin is such as "https://broker.example", with https: unless it is on loopback.');
  }
  return origin;
}
