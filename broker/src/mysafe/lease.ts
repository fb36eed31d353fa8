// A token is used for a moment without asking the client for it again: asking costs more than the rest of a call.

import { longestTime } from "./time-limit.js";

/** In ms. The client renews a token a tenth of its life before the end, which is longer for any that lives for a second. */
const span = 100;

/** A token that MySafe accepted just now. */
export interface Lease {
  /** The header `Authorization`. */
  readonly authorization: string;
  /** Ends the changes that are sent with it, a time limit after the lease. Each with a signal of its own would cost more. */
  readonly signal: AbortSignal;
}

/** Keeps the token that MySafe accepted last, for the calls of the next moment. */
export class Leases {
  readonly #timeout: number;
  #current: Lease | undefined;
  /** When the client gave the token, in ms of `performance.now()`. */
  #given = Number.NEGATIVE_INFINITY;
  #refused: string | undefined;
  #isClosed = false;

  /** @param timeout the longest time for one request, in ms */
  constructor(timeout: number) {
    this.#timeout = timeout;
  }

  /** The token to use now. `undefined`: the client has to be asked. */
  get current(): Lease | undefined {
    return performance.now() < this.#given + span ? this.#current : undefined;
  }

  /**
   * MySafe accepted a token.
   *
   * @param given when the client gave it, in ms of `performance.now()`
   */
  accepted(authorization: string, given: number): void {
    // One lease is enough for all calls that asked the client at the same time.
    if (this.#isClosed || authorization === this.#refused || given < this.#given + span) return;
    this.#given = given;
    this.#current = { authorization, signal: AbortSignal.timeout(Math.min(this.#timeout + span, longestTime)) };
  }

  /** MySafe refused a token. */
  refused(authorization: string): void {
    this.#refused = authorization;
    if (this.#current?.authorization === authorization) this.#forget();
  }

  /** Forgets the token for ever. */
  close(): void {
    this.#isClosed = true;
    this.#forget();
  }

  #forget(): void {
    this.#current = undefined;
    this.#given = Number.NEGATIVE_INFINITY;
  }
}
