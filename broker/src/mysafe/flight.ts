// One call's request to MySafe. It is sent once, and again only where MySafe refused the token, which then did nothing.

import { Unanswered } from "./failure.js";
import { type Answer, forward, hostOf, type Outgoing, type Send } from "./forward.js";
import type { Leases } from "./lease.js";
import { within } from "./time-limit.js";

export interface FlightOptions {
  /** Where an accepted token is left for other calls. */
  readonly leases: Leases | undefined;
  /** The longest time for the request, in ms. */
  readonly timeout: number;
  /** Whether the caller still waits for the answer. */
  isAwaited(): boolean;
}

/** A call's request, which may have been sent already. */
export class Flight {
  readonly #base: string;
  readonly #send: Send;
  readonly #outgoing: Omit<Outgoing, "headers">;
  readonly #how: FlightOptions;
  /** The `Authorization` with which it was sent. */
  #authorization: string | undefined;
  #answer: Answer | Unanswered | undefined;
  /** Whether the client knows the answer. */
  #isTold = false;

  constructor(base: string, send: Send, outgoing: Omit<Outgoing, "headers">, how: FlightOptions) {
    this.#base = base;
    this.#send = send;
    this.#outgoing = outgoing;
    this.#how = how;
  }

  /** The last answer, or why there is none. `undefined`: nothing was sent, or MySafe refused the token. Nothing was done then. */
  get answer(): Answer | Unanswered | undefined {
    if (this.#authorization === undefined || this.#wasRefused) return undefined;
    // It may have arrived, also when nobody waits for the answer any more.
    return this.#answer ?? new Unanswered(504, `${hostOf(this.#base)} has not answered in time.`);
  }

  /** Sends it. @param signal ends it */
  async send(authorization: string, signal: AbortSignal): Promise<Answer | Unanswered> {
    this.#authorization = authorization;
    this.#answer = undefined;
    this.#isTold = false;
    const answer = await this.#forward(authorization, signal);
    this.#answer = answer;
    if (this.#wasRefused) this.#how.leases?.refused(authorization);
    return answer;
  }

  /** The `fetch` of the client, which has a token for it. */
  async fetch(authorization: string, signal: AbortSignal): Promise<Response> {
    // The client may ask again, whatever the answer is. Whether to send it again is the caller's to decide.
    if (this.answer) throw new Error("It is sent once.");
    const answer = await this.#answerFor(authorization, signal);
    this.#isTold = true;
    if (answer instanceof Unanswered) throw answer;
    return answer.toResponse();
  }

  async #answerFor(authorization: string, signal: AbortSignal): Promise<Answer | Unanswered> {
    // What became of its token before it was asked for one, the client is told first.
    if (this.#answer && !this.#isTold && authorization === this.#authorization) return this.#answer;
    // A change that was given up long ago would surprise whoever has looked in the meantime.
    if (!this.#how.isAwaited()) throw new Error("The caller has gone.");
    const given = performance.now();
    const answer = await within(this.#how.timeout, signal, (limited) => this.send(authorization, limited));
    if (!this.#wasRefused && !(answer instanceof Unanswered)) this.#how.leases?.accepted(authorization, given);
    return answer;
  }

  get #wasRefused(): boolean {
    return this.#answer?.status === 401;
  }

  async #forward(authorization: string, signal: AbortSignal): Promise<Answer | Unanswered> {
    const { method, target, body, limit } = this.#outgoing;
    const headers: Record<string, string> = { accept: "application/json", authorization };
    if (body !== undefined) headers["content-type"] = "application/json";
    try {
      return await forward(this.#base, this.#send, { method, target, headers, body, limit }, signal);
    } catch (error) {
      return error as Unanswered;
    }
  }
}
