// The broker's access to MySafe: `mysafe-wasm` holds the access key, and gets and renews the token.

import { isMySafeError, type MySafe, MySafeError, type MySafeOptions } from "mysafe-wasm";
import type { AuditOutcome } from "../audit/record.js";
import { wordsOf } from "../problems.js";
import type { Route } from "../requests/route.js";
import { type Clients, clientsOf, isBoundToRequests } from "./clients.js";
import { Unanswered } from "./failure.js";
import { Flight } from "./flight.js";
import { type Answer, answerLimit, type Outgoing, type Send } from "./forward.js";
import { Judge } from "./judge.js";
import { Leases } from "./lease.js";
import { sendOnce } from "./send.js";
import { within } from "./time-limit.js";
import { requestToken } from "./token-request.js";

/** What became of a request. */
export interface Passed {
  /** MySafe's answer, or why there is none. */
  readonly answer: Answer | Unanswered;
  readonly outcome: AuditOutcome;
  /** What the operator should know. */
  readonly problem?: string;
}

/** In bytes: the limit of `mysafe-wasm`. */
const listLimit = 32 * 1024 * 1024;

/** The client knows a request by its item alone. So each request passes under a name of its own, by which its {@link Flight} is found. */
const namePrefix = "passage-";

/** Passes requests on to MySafe. */
export class Access {
  readonly #clients: Clients;
  readonly #base: string;
  readonly #send: Send;
  /** The longest time for one request, in ms. */
  readonly #timeout: number;
  readonly #flights = new Map<string, Pick<Flight, "fetch">>();
  readonly #leases: Leases | undefined;
  readonly #judge = new Judge();
  #count = 0;

  constructor(options: MySafeOptions) {
    this.#send = (options.fetch as Send | undefined) ?? sendOnce();
    this.#base = String(options.baseUrl).replace(/\/+$/, "");
    const { timeout = 10_000, deadline = 60_000, onEvent } = options;
    this.#timeout = Math.min(timeout, deadline);
    // Whether to try again is for the caller to decide, who knows what a lost answer means. A request for a token is sent again
    // here, so that the client's own time limit is that of the whole call. What is no time limit, the client says.
    const limits = timeout > 0 && deadline > timeout ? { timeout: deadline } : {};
    this.#clients = clientsOf({ ...options, ...limits, retry: false }, (url, init) => this.#fetch(url, init));
    // Where the caller watches the client, or calls may not share anything, each call goes through the client.
    if (!isBoundToRequests() && onEvent === undefined) this.#leases = new Leases(this.#timeout);
  }

  /** Whether MySafe gives the broker a token. It is asked for one only if there is none. */
  async check(): Promise<void> {
    await this.#through(
      { fetch: async () => new Response('{"message":"nothing was sent"}', { status: 404 }) },
      async (name, client) => {
        await client.isActive(name).catch((error) => {
          if (!isMySafeError(error)) throw error;
          const { code, retryable, attempts } = error;
          if (attempts === 0) throw new MySafeError({ code, retryable, message: plainWords(error) });
        });
      },
    );
  }

  /**
   * Sends a request once, and again only when MySafe refused the token: it then did nothing.
   *
   * @param signal ends it. A change that was sent is always waited for, so that its outcome is known
   */
  async pass(route: Route, body: string | undefined, signal: () => AbortSignal): Promise<Passed> {
    const changes = route.method !== "GET";
    const flight = new Flight(this.#base, this.#send, outgoingOf(route, body), {
      leases: this.#leases,
      timeout: this.#timeout,
      // A token may take long.
      isAwaited: () => !signal().aborted,
    });
    const lease = this.#leases?.current;
    if (lease && changes) await flight.send(lease.authorization, lease.signal);
    else if (lease) await within(this.#timeout, signal(), (limited) => flight.send(lease.authorization, limited));
    const error = flight.answer ? undefined : await this.#sendByClient(flight, changes ? undefined : signal());
    const { answer } = flight;
    if (!answer) {
      if (signal().aborted) return { answer: new Unanswered(504, "The caller has gone."), outcome: "skipped" };
      return { answer: withoutToken(error), outcome: "skipped", problem: problemOf(error) };
    }
    const switches = route.operation === "activate" || route.operation === "deactivate";
    if (answer instanceof Unanswered) {
      return { answer, outcome: switches ? "unknown" : "unanswered", problem: answer.message };
    }
    return { answer, outcome: switches ? await this.#judge.outcomeOf(route, answer) : "answered" };
  }

  /** Lets the client send it, by whatever call: it has a token, and another when MySafe refuses the first. Returns its error. */
  #sendByClient(flight: Flight, signal: AbortSignal | undefined): Promise<unknown> {
    return this.#through(flight, (name, client) =>
      client.isActive(name, signal && { signal }).then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
  }

  /** Wipes the access key and the token. */
  close(): void {
    this.#leases?.close();
    this.#clients.close();
  }

  async #through<R>(flight: Pick<Flight, "fetch">, work: (name: string, client: MySafe) => Promise<R>): Promise<R> {
    this.#count += 1;
    const name = `${namePrefix}${this.#count}`;
    this.#flights.set(name, flight);
    try {
      return await this.#clients.use((client) => work(name, client));
    } finally {
      this.#flights.delete(name);
    }
  }

  /** The client's `fetch`. What is no passage asks for a token. */
  #fetch(url: string, init: RequestInit): Promise<Response> {
    const name = url.slice(url.lastIndexOf("/") + 1);
    if (!name.startsWith(namePrefix)) return requestToken(this.#send, url, init, this.#timeout);
    const flight = this.#flights.get(name);
    if (!flight) return Promise.reject(new Error("The call is over."));
    const authorization = (init.headers as Headers).get("authorization") ?? "";
    return flight.fetch(authorization, init.signal ?? new AbortController().signal);
  }
}

/** What is sent, but for the headers. */
function outgoingOf({ method, target, operation }: Route, body: string | undefined): Omit<Outgoing, "headers"> {
  return { method, target, body, limit: operation === "list" ? listLimit : answerLimit };
}

/** The client's words, which hold nothing secret, without the name of the passage. */
const plainWords = (error: unknown) => wordsOf(error).replace(/^[^"]*"passage-\d+": /, "");

const problemOf = (error: unknown) => `MySafe gives no token that it accepts: ${plainWords(error)}`;

function withoutToken(error: unknown): Unanswered {
  const code = isMySafeError(error) ? error.code : "INTERNAL";
  const message = `MySafe gave the broker no token that it accepts (${code}), so that nothing was passed on. The broker's operator has to look at its access key.`;
  return new Unanswered(code === "TIMEOUT" ? 504 : 502, message);
}
