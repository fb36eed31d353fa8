import { signal } from "@preact/signals";
import { isMySafeError, type Kind } from "mysafe-wasm";
import { connection } from "../connection/connection.ts";
import { kinds } from "../kinds/kinds.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { addLogEntry } from "../log/log.ts";
import { coalesce } from "../ui/coalesce.ts";
import type { States } from "./states.ts";

const concurrency = 8;

/** A check of the states of items of one kind. There is at most one at a time for each kind. */
export class Check {
  /** The progress of the current check. */
  readonly progress = signal<{ readonly done: number; readonly total: number } | undefined>(undefined);

  readonly #kind: Kind;
  readonly #states: States;
  #abort = new AbortController();

  constructor(kind: Kind, states: States) {
    this.#kind = kind;
    this.#states = states;
  }

  /** Asks MySafe for the states of these items. `isActive` returns no stored value, so none reaches the page. */
  async start(identifiers: readonly string[]): Promise<void> {
    const client = connection.value?.client;
    if (!client || this.progress.value || identifiers.length === 0) return;
    const calls = kinds[this.#kind].callsOf(client);
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const total = identifiers.length;
    let done = 0;
    let unsettled = 0;
    this.progress.value = { done, total };
    const draw = coalesce(() => {
      if (this.progress.value) this.progress.value = { done, total };
    });

    const queue = identifiers.values();
    const work = async () => {
      for (const identifier of queue) {
        try {
          this.#states.record(identifier, { active: await calls.isActive(identifier, { signal }), at: Date.now() });
        } catch (error) {
          if (!isMySafeError(error)) return; // the check was stopped
          unsettled += 1;
          this.#states.record(identifier, { active: undefined, why: error.code, at: Date.now() });
          // Every further request would fail in the same way.
          if (error.code === "UNAUTHORIZED" || error.code === "CLOSED") this.stop();
        }
        done += 1;
        draw();
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));

    this.progress.value = undefined;
    addLogEntry(unsettled > 0 ? "doubt" : "plain", ({ log }) =>
      log.checked(done - unsettled, unsettled, total - done, nounOf(this.#kind)),
    );
  }

  /** Stops the current check. States that are known by then stay. */
  stop(): void {
    this.#abort.abort();
  }
}
