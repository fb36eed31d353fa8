interface Grant {
  readonly clientId: string;
  readonly knownFrom: number;
  readonly expiresAt: number;
}

/** The access tokens that are good: whose they are and until when. */
export class TokenStore {
  readonly #grants = new Map<string, Grant>();
  readonly #now: () => number;
  readonly #lifetime: number;
  readonly #lag: number;

  /**
   * @param lifetime in seconds
   * @param lag how long a token is unknown after it was granted, in milliseconds
   */
  constructor(now: () => number, lifetime: number, lag: number) {
    this.#now = now;
    this.#lifetime = lifetime;
    this.#lag = lag;
  }

  /** Makes a token good, once the lag is over. */
  grant(token: string, clientId: string): void {
    for (const [old, { expiresAt }] of this.#grants) {
      if (expiresAt > this.#now()) break; // Tokens live equally long, so the oldest expire first.
      this.#grants.delete(old);
    }
    const now = this.#now();
    this.#grants.set(token, { clientId, knownFrom: now + this.#lag, expiresAt: now + this.#lifetime * 1000 });
  }

  /** The client id that a token was given to, or `undefined` when the token is not, not yet, or no longer, good. */
  owner(token: string): string | undefined {
    const grant = this.#grants.get(token);
    const now = this.#now();
    return grant && grant.knownFrom <= now && grant.expiresAt > now ? grant.clientId : undefined;
  }

  revoke(token: string): void {
    this.#grants.delete(token);
  }

  /** Revokes the good tokens of one client, or of all, and says how many there were. */
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
 * A new token. It has the look of the documented one, a JSON Web Token, but its claims are empty: to a client it is
 * opaque. Unlike all else here it does not follow the seed, or a token from before a reset could become good again.
 */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const signature = btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
  return `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.${signature}`;
}
