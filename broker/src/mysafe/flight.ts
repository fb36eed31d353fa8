// One call's request to MySafe. It is sent once, and again only where MySafe refused the token, which then did nothing.

import { Unanswered } from "./failure.js";
import { type Answer, forward, hostOf, type Outgoing, responseOf, type Send } from "./forward.js";
import type { Leases } from "./lease.js";

/** A call's request, which may have been sent already. */
export class Flight {
  readonly #base: string;
  readonly #send: Send;
  readonly #outgoing: Omit<Outgoing, "headers">;
  readonly #leases: Leases | undefined;
  /** The `Authorization` with which it was sent. */
  #authorization: string | undefined;
  #answer: Answer | Unanswered | undefined;
  #isRead = false;

  constructor(base: string, send: Send, outgoing: Omit<Outgoing, "headers">, leases: Leases | undefined) {
    this.#base = base;
    this.#send = send;
    this.#outgoing = outgoing;
    this.#leases = leases;
  }

  /** The last answer, or why there is none. `undefined` when nothing was sent. */
  get answer(): Answer | Unanswered | undefined {
    // It may have arrived, also when nobody waits for the answer any more.
    if (this.#authorization !== undefined && this.#answer === undefined) return this.#late();
    return this.#answer;
  }

  /** Whether the client has read the last answer. */
  get isRead(): boolean {
    return this.#isRead;
  }

  /** Sends it. @param signal ends it */
  async send(authorization: string, signal: AbortSignal): Promise<Answer | Unanswered> {
    this.#authorization = authorization;
    this.#answer = undefined;
    this.#isRead = false;
    const answer = await this.#forward(authorization, signal);
    if (wasTokenRefused(answer)) this.#leases?.refused(authorization);
    this.#answer = answer;
    return answer;
  }

  /** The `fetch` of the client, which makes the call and reads the answer. */
  async fetch(authorization: string, signal: AbortSignal): Promise<Response> {
    const answer = await this.#answerFor(authorization, signal);
    this.#isRead = true;
    if (answer instanceof Unanswered) throw answer;
    const { status, headers, bytes } = answer;
    return responseOf({ status, headers: { get: (name) => headers[name] ?? null }, bytes });
  }

  #answerFor(authorization: string, signal: AbortSignal): Answer | Unanswered | Promise<Answer | Unanswered> {
    const last = this.answer;
    if (last === undefined) return this.#sendAsked(authorization, signal);
    // The client is told first what came of its token before it was asked for one.
    if (!this.#isRead && (!wasTokenRefused(last) || authorization === this.#authorization)) return last;
    if (wasTokenRefused(last)) return this.#sendAsked(authorization, signal);
    // The client may look at an item whose answer is none that is documented. That is the caller's to do.
    throw new Error("It is sent once.");
  }

  /** Sends it with the token that the client just gave. */
  async #sendAsked(authorization: string, signal: AbortSignal): Promise<Answer | Unanswered> {
    const given = performance.now();
    const answer = await this.send(authorization, signal);
    if (!(answer instanceof Unanswered || wasTokenRefused(answer))) this.#leases?.accepted(authorization, given);
    return answer;
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

  #late(): Unanswered {
    return new Unanswered(504, `${hostOf(this.#base)} has not answered in time.`);
  }
}

/** Whether MySafe refused the token. The request was not looked at. */
export const wasTokenRefused = (answer: Answer | Unanswered): boolean => answer.status === 401;
