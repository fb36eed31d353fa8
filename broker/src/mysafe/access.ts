// The broker's access to MySafe: `mysafe-wasm` holds the access key, and attaches, shares and renews the token by its own
// rules. It also reads MySafe's answers, so that the audit claims what a report would claim, and nothing more.

import { type BatchOutcome, isMySafeError, type MySafe, type MySafeOptions } from "mysafe-wasm";
import type { AuditOutcome } from "../audit/record.js";
import type { Route } from "../requests/route.js";
import { type Clients, clientsOf, isBoundToRequests } from "./clients.js";
import { Unanswered } from "./failure.js";
import { Flight, wasTokenRefused } from "./flight.js";
import type { Answer, Outgoing, Send } from "./forward.js";
import { Judgements } from "./judgements.js";
import { Leases } from "./lease.js";
import { sendOnce } from "./send.js";

/** What became of a request. */
export interface Passed {
  /** MySafe's answer, or why there is none. */
  readonly answer: Answer | Unanswered;
  readonly outcome: AuditOutcome;
  /** What the operator should know. */
  readonly problem?: string;
}

/** In bytes: the limits of `mysafe-wasm`. */
const answerLimit = 1024 * 1024;
const listLimit = 32 * 1024 * 1024;

/** The client knows a request by its item alone. So each request passes under a name of its own, by which its {@link Flight} is found. */
const namePrefix = "passage-";

/** Passes requests on to MySafe. */
export class Access {
  readonly #clients: Clients;
  readonly #base: string;
  readonly #send: Send;
  readonly #flights = new Map<string, Pick<Flight, "fetch">>();
  readonly #leases: Leases | undefined;
  readonly #judgements = new Judgements();
  #count = 0;

  constructor(options: MySafeOptions) {
    this.#send = (options.fetch as Send | undefined) ?? sendOnce();
    this.#base = String(options.baseUrl).replace(/\/+$/, "");
    // Whether to try again is for the caller to decide, who knows what a lost answer means.
    this.#clients = clientsOf({ ...options, retry: false }, (url, init) => this.#fetch(url, init));
    // Where the caller watches the client, or calls may not share anything, each call goes through the client.
    const { timeout = 10_000, deadline = 60_000, onEvent } = options;
    if (!isBoundToRequests() && onEvent === undefined) this.#leases = new Leases(Math.min(timeout, deadline));
  }

  /** Whether MySafe gives the broker a token. It is asked for one only if there is none. */
  async check(): Promise<void> {
    await this.#through(
      { fetch: async () => new Response('{"message":"nothing was sent"}', { status: 404 }) },
      async (name, client) => {
        await client.isActive(name).catch((error) => {
          if (!isMySafeError(error) || error.attempts === 0) throw error;
        });
      },
    );
  }

  /**
   * Sends a request once, and again only when MySafe refused the token: it then did nothing.
   *
   * @param signal ends it
   */
  async pass(route: Route, body: string | undefined, signal: AbortSignal | undefined): Promise<Passed> {
    const flight = new Flight(this.#base, this.#send, outgoingOf(route, body), this.#leases);
    const lease = this.#leases?.current;
    if (lease) {
      const { authorization, signal: limit } = lease;
      await flight.send(authorization, signal ? AbortSignal.any([limit, signal]) : limit);
      const passed = this.#judgedBefore(route, flight.answer);
      if (passed) return passed;
    }
    return this.#through(flight, async (name, client) => {
      const { outcome, error } = await judge(client, route, name, signal);
      const { answer } = flight;
      // No token, or two that MySafe refused: nothing was done.
      if (answer === undefined || wasTokenRefused(answer)) {
        return { answer: withoutToken(error), outcome: "skipped", problem: problemOf(error) };
      }
      if (answer instanceof Unanswered) return unanswered(answer, isChange(route));
      if (!isChange(route)) return { answer, outcome: "answered" };
      // Without a token the client has not read the answer.
      if (!outcome || !flight.isRead) return { answer, outcome: "unknown" };
      this.#judgements.remember(route, answer, outcome);
      return { answer, outcome };
    });
  }

  /** What became of a request, where the client need not be asked. */
  #judgedBefore(route: Route, answer: Answer | Unanswered | undefined): Passed | undefined {
    if (answer === undefined || wasTokenRefused(answer)) return undefined;
    if (answer instanceof Unanswered) return unanswered(answer, isChange(route));
    const outcome = isChange(route) ? this.#judgements.of(route, answer) : "answered";
    return outcome && { answer, outcome };
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
    if (!name.startsWith(namePrefix)) return this.#send(url, init);
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

/** Whether the client can tell what became of it. */
const isChange = ({ operation }: Route) => operation === "activate" || operation === "deactivate";

/** MySafe may have done what it was asked for. */
function unanswered(answer: Unanswered, isChange: boolean): Passed {
  return { answer, outcome: isChange ? "unknown" : "unanswered", problem: answer.message };
}

/** Lets the client make the call, and read the answer. */
async function judge(
  client: MySafe,
  route: Route,
  name: string,
  signal: AbortSignal | undefined,
): Promise<{ outcome?: AuditOutcome; error?: unknown }> {
  const { kind, operation } = route;
  const items = { apiSecret: client.apiSecrets, password: client.passwords, note: client.notes }[kind];
  try {
    if (operation === "activate" || operation === "deactivate") {
      const { outcomes, error } = await items[`${operation}Many`]([name]);
      const outcome = outcomes[0];
      return {
        outcome: stateOf(outcome),
        error: error ?? (outcome && "error" in outcome ? outcome.error : undefined),
      };
    }
    await items.isActive(name, signal && { signal });
    return {};
  } catch (error) {
    return { error };
  }
}

function stateOf(outcome: BatchOutcome | undefined): AuditOutcome {
  return outcome?.state ?? "unknown";
}

/** The client's words, which hold nothing secret, without the name of the passage. */
function problemOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return `MySafe gives no token that it accepts: ${words.replace(/^[^"]*"passage-\d+": /, "")}`;
}

function withoutToken(error: unknown): Unanswered {
  const code = isMySafeError(error) ? error.code : "INTERNAL";
  const message = `MySafe gave the broker no token that it accepts (${code}), so that nothing was passed on. The broker's operator has to look at its access key.`;
  return new Unanswered(code === "TIMEOUT" ? 504 : 502, message);
}
