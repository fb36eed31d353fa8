interface Grant {
  readonly clientId: string;
  readonly knownFrom: number;
  readonly expiresAt: number;
}

/** The granted access tokens, with their clients and expiry. */
export class TokenStore {
  readonly #grants = new Map<string, Grant>();
  readonly #now: () => number;
  readonly #lifetime: number;
  readonly #lag: number;

  /**
   * @param now the clock, in milliseconds
   * @param lifetime lifetime of a token, in seconds
   * @param lag time from a token's grant until it is accepted, in milliseconds
   */
  constructor(now: () => number, lifetime: number, lag: number) {
    this.#now = now;
    this.#lifetime = lifetime;
    this.#lag = lag;
  }

  /** Grants a token. It is accepted once the lag is over. */
  grant(token: string, clientId: string): void {
    for (const [old, { expiresAt }] of this.#grants) {
      if (expiresAt > this.#now()) break; // All have the same lifetime, so the oldest expire first.
      this.#grants.delete(old);
    }
    const now = this.#now();
    this.#grants.set(token, { clientId, knownFrom: now + this.#lag, expiresAt: now + this.#lifetime * 1000 });
  }

  /** The client id of a valid token. `undefined` for an unknown, expired or revoked token, and during the lag. */
  owner(token: string): string | undefined {
    const grant = this.#grants.get(token);
    const now = this.#now();
    return grant && grant.knownFrom <= now && grant.expiresAt > now ? grant.clientId : undefined;
  }

  revoke(token: string): void {
    this.#grants.delete(token);
  }

  /** Revokes the tokens of one client, by default of all. Returns the number of those that had not expired. */
  revokeAll(clientId?: string): number {
    let revoked = 0;
    for (const [token, grant] of this.#grants) {
      if (clientId !== undefined && grant.clientId !== clientId) continue;
      if (grant.expiresAt > this.#now()) revoked += 1;
      this.#grants.delete(token);
    }
    return revoked;
  }
}

/**
 * Creates a token in the form of the documented one: a JSON Web Token, but with empty claims, since it is opaque to
 * clients. It does not depend on the seed. Otherwise a reset could make an old token valid again.
 */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const signature = btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
  return `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.${signature}`;
}
