// What an answer proves. `mysafe-wasm` reads it, so that the audit claims what a report would claim, and nothing more.

import { MySafe } from "mysafe-wasm";
import type { AuditOutcome } from "../audit/record.js";
import type { Route } from "../requests/route.js";
import type { Answer } from "./forward.js";

/** A longer answer is not remembered, in code units. */
const longest = 1_000;
/** How many successes are remembered. MySafe has a handful of sentences for them. */
const most = 50;

/** Tells what an answer to `activate` or `deactivate` proves. */
export class Judge {
  /** A client that is given the answer, and sends nothing. */
  readonly #client = new MySafe({
    baseUrl: "https://answers.invalid",
    accessToken: "none",
    retry: false,
    fetch: async (url) => this.#give(url.slice(url.lastIndexOf("/") + 1)),
  });
  /** The answers to read, by the names of the items that the client is told. */
  readonly #answers = new Map<string, Answer>();
  /** The same answer to the same operation on the same kind of item proves the same. */
  readonly #successes = new Map<string, AuditOutcome>();
  #count = 0;

  /** @param answer none that refuses the token */
  async outcomeOf(route: Route, answer: Answer): Promise<AuditOutcome> {
    const key = answer.text.length > longest ? undefined : keyOf(route, answer);
    const known = key === undefined ? undefined : this.#successes.get(key);
    if (known) return known;
    const outcome = await this.#read(route, answer);
    const isSuccess = outcome === "changed" || outcome === "unchanged";
    if (key !== undefined && isSuccess && this.#successes.size < most) this.#successes.set(key, outcome);
    return outcome;
  }

  async #read({ kind, operation }: Route, answer: Answer): Promise<AuditOutcome> {
    this.#count += 1;
    const name = `answer-${this.#count}`;
    this.#answers.set(name, answer);
    const { apiSecrets: apiSecret, passwords: password, notes: note } = this.#client;
    const items = { apiSecret, password, note }[kind];
    try {
      const { outcomes } = await (operation === "activate" ? items.activateMany([name]) : items.deactivateMany([name]));
      return outcomes[0]?.state ?? "unknown";
    } catch {
      return "unknown";
    } finally {
      this.#answers.delete(name);
    }
  }

  /** An answer, once: the client may also look at an item whose answer is none that is documented. That is the caller's to do. */
  #give(name: string): Response {
    const answer = this.#answers.get(name);
    this.#answers.delete(name);
    if (!answer) throw new Error("There is one answer.");
    return answer.toResponse();
  }
}

const keyOf = ({ kind, operation }: Route, { status, text }: Answer) => `${kind} ${operation} ${status} ${text}`;
