// The broker's own tokens: short-lived, signed, and of use at this broker alone.

import { errors, jwtVerify, SignJWT } from "jose";
import type { Identity } from "../people/identity.js";
import type { Grants } from "../people/permit.js";
import type { Key } from "./keys.js";

/** What a token says: who has it, and what they could do when it was made. */
export interface Claims {
  readonly identity: Identity;
  readonly grants: Grants;
  /** When it ends, in s since the Unix epoch. */
  readonly ends: number;
}

const issuer = "mysafe-broker";
const algorithm = "HS256";
const type = "at+jwt";

/** By how much the clocks of two instances may differ, in s. */
const skew = 30;

/** How many verified tokens are remembered, so that the calls of a batch do not each verify one. */
const remembered = 1_000;

/** Makes and verifies tokens. */
export class Tokens {
  readonly #keys: Promise<readonly Key[]>;
  readonly #lifetime: number;
  readonly #now: () => number;
  readonly #verified = new Map<string, Claims>();

  /**
   * @param keys the one in use first
   * @param lifetime in s
   * @param now in ms since the Unix epoch
   */
  constructor(keys: Promise<readonly Key[]>, lifetime: number, now: () => number) {
    this.#keys = keys;
    this.#lifetime = lifetime;
    this.#now = now;
  }

  /** A new token. */
  async issue(identity: Identity, grants: Grants): Promise<string> {
    const key = (await this.#keys)[0];
    if (!key) throw new TypeError("There is no key.");
    const now = Math.floor(this.#now() / 1000);
    return new SignJWT({ name: identity.name, roles: identity.roles, grants })
      .setProtectedHeader({ alg: algorithm, typ: type, kid: key.id })
      .setIssuer(issuer)
      .setSubject(identity.id)
      .setIssuedAt(now)
      .setExpirationTime(now + this.#lifetime)
      .setJti(crypto.randomUUID())
      .sign(key.bytes);
  }

  /** The claims of a token; `undefined` for one that this broker did not make, or that has ended. */
  async verify(token: string): Promise<Claims | undefined> {
    const now = this.#now();
    const known = this.#verified.get(token);
    if (known && now / 1000 < known.ends + skew) return known;
    this.#verified.delete(token);
    const claims = await this.#read(token, now);
    if (claims) this.#remember(token, claims);
    return claims;
  }

  async #read(token: string, now: number): Promise<Claims | undefined> {
    const keys = await this.#keys;
    const keyOf = ({ kid }: { kid?: string | undefined }) => {
      const key = keys.find(({ id }) => id === kid);
      if (!key) throw new errors.JWKSNoMatchingKey();
      return key.bytes;
    };
    try {
      const { payload } = await jwtVerify<Record<"name" | "roles" | "grants", unknown>>(token, keyOf, {
        algorithms: [algorithm],
        typ: type,
        issuer,
        requiredClaims: ["sub", "iat", "exp", "jti"],
        // A token from the future, or of a longer life than this broker gives, is none of its own.
        maxTokenAge: this.#lifetime,
        clockTolerance: skew,
        currentDate: new Date(now),
      });
      const { sub: id = "", name, roles, grants, exp: ends = 0 } = payload;
      // The signature vouches for the form of the other claims.
      const identity = { id, ...(name !== undefined && { name }), roles } as Identity;
      return { identity, grants: grants as Grants, ends };
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  #remember(token: string, claims: Claims): void {
    // The oldest is the first.
    const oldest = this.#verified.size >= remembered ? this.#verified.keys().next().value : undefined;
    if (oldest !== undefined) this.#verified.delete(oldest);
    this.#verified.set(token, claims);
  }
}
