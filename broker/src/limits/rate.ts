import { Refusal } from "../requests/refusal.js";

/** How many calls each identity may make: `perIdentity` in each `per` seconds. */
export interface Rate {
  /** The calls. */
  readonly perIdentity: number;
  /** In s. */
  readonly per: number;
}

interface Bucket {
  /** The calls that may be made at once. */
  calls: number;
  /** When they were counted, in ms. */
  at: number;
}

/** A token bucket for each identity: a burst of `perIdentity` calls, refilled evenly over `per` seconds. */
export class RateLimit {
  readonly #rate: Rate;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();
  #swept: number;

  /** @param now in ms, of a clock that never goes back */
  constructor(rate: Rate, now: () => number) {
    this.#rate = rate;
    this.#now = now;
    this.#swept = now();
  }

  /**
   * Counts a call.
   *
   * @throws {Refusal} 429 for one too many, with the time after which it may be made
   */
  check(identity: string): void {
    const wait = this.#take(identity);
    if (wait > 0) {
      throw new Refusal(429, "Too many calls in a short time.", { "retry-after": String(Math.ceil(wait)) });
    }
  }

  /** Counts a call. Returns 0, or the time in s after which it may be made. */
  #take(identity: string): number {
    const { perIdentity, per } = this.#rate;
    const now = this.#now();
    this.#sweep(now);
    const { calls, at } = this.#buckets.get(identity) ?? { calls: perIdentity, at: now };
    const filled = Math.min(perIdentity, calls + ((now - at) / 1000) * (perIdentity / per));
    const isAllowed = filled >= 1;
    this.#buckets.set(identity, { calls: isAllowed ? filled - 1 : filled, at: now });
    return isAllowed ? 0 : (1 - filled) * (per / perIdentity);
  }

  /** Forgets the identities whose buckets are full again. */
  #sweep(now: number): void {
    const span = this.#rate.per * 1000;
    if (now - this.#swept < span) return;
    this.#swept = now;
    for (const [identity, { at }] of this.#buckets) if (now - at >= span) this.#buckets.delete(identity);
  }
}
