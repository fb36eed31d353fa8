import { signal } from "@preact/signals";
import { isMySafeError, type Kind, type MySafeErrorCode } from "mysafe-wasm";
import { connection } from "../connection/connection.ts";
import { postponeLock } from "../connection/lock.ts";
import { words } from "../i18n/language.ts";
import { kinds } from "../kinds/kinds.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { addLogEntry } from "../log/log.ts";
import { Speed } from "../run/speed.ts";
import { announce } from "../ui/announce.ts";
import { coalesce } from "../ui/coalesce.ts";
import { sideBySide } from "../ui/side-by-side.ts";
import type { Knowledge, States } from "./states.ts";

const concurrency = 8;

/** The number of items from which a check is asked about, because each item that is opened may count as a view. */
export const askedFrom = 50;

/** How far a check is. */
export interface CheckProgress {
  readonly done: number;
  readonly total: number;
}

/** Why a check has ended by itself, before so many items. */
export interface CheckFault {
  readonly code: MySafeErrorCode;
  readonly left: readonly string[];
}

/** A check of the states of items of one kind. There is at most one at a time for each kind. */
export class Check {
  /** The progress of the current check. */
  readonly progress = signal<CheckProgress | undefined>(undefined);
  /** The items whose check waits for confirmation. */
  readonly pending = signal<readonly string[] | undefined>(undefined);
  /** Set if the last check has ended by itself. */
  readonly fault = signal<CheckFault | undefined>(undefined);

  readonly #kind: Kind;
  readonly #states: States;
  #abort = new AbortController();
  #speed = new Speed(0);

  constructor(kind: Kind, states: States) {
    this.#kind = kind;
    this.#states = states;
  }

  /** The speed of the current check. */
  get speed(): Speed {
    return this.#speed;
  }

  /** Checks these items, and asks first if they are many. */
  request(identifiers: readonly string[]): void {
    if (this.progress.value) return;
    if (identifiers.length < askedFrom) void this.start(identifiers);
    else this.pending.value = identifiers;
  }

  /** Asks MySafe for the states of these items. `isActive` returns no stored value, so none reaches the page.
   *
   * @param onLook receives each result */
  async start(
    identifiers: readonly string[],
    onLook?: (identifier: string, knowledge: Knowledge) => void,
  ): Promise<void> {
    this.pending.value = undefined;
    const client = connection.value?.client;
    if (!client || this.progress.value || identifiers.length === 0) return;
    const calls = kinds[this.#kind].callsOf(client);
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const speed = new Speed(Date.now());
    const total = identifiers.length;
    const left = new Set(identifiers);
    let unsettled = 0;
    let ended: MySafeErrorCode | undefined;
    this.#speed = speed;
    this.fault.value = undefined;
    this.progress.value = { done: 0, total };
    const draw = coalesce(() => {
      if (this.progress.value) this.progress.value = { done: total - left.size, total };
    });
    // The visitor waits for it, for as long as MySafe answers.
    const stayOpen = coalesce(postponeLock);

    const record = (identifier: string, knowledge: Knowledge) => {
      this.#states.record(identifier, knowledge);
      onLook?.(identifier, knowledge);
    };
    await sideBySide(identifiers, concurrency, async (identifier) => {
      try {
        record(identifier, { active: await calls.isActive(identifier, { signal }), at: Date.now() });
        stayOpen();
      } catch (error) {
        if (!isMySafeError(error)) return false; // the check was stopped
        if (error.code === "CLOSED") return false; // nothing was learnt
        if (error.code === "UNAUTHORIZED") {
          // Every further request would fail in the same way.
          ended = error.code;
          this.stop();
        }
        unsettled += 1;
        record(identifier, { active: undefined, why: error.code, at: Date.now() });
      }
      left.delete(identifier);
      speed.mark(Date.now(), total - left.size);
      draw();
      return true;
    });

    if (ended) this.fault.value = { code: ended, left: [...left] };
    this.progress.value = undefined;
    announce(words.value.check.ended(total - left.size, nounOf(this.#kind)));
    addLogEntry(unsettled > 0 ? "doubt" : "plain", ({ log }) =>
      log.checked(total - left.size - unsettled, unsettled, left.size, nounOf(this.#kind)),
    );
  }

  /** Stops the current check. States that are known by then stay. */
  stop(): void {
    this.#abort.abort();
  }

  /** Drops the question and the result of the last check. */
  dismiss(): void {
    this.pending.value = undefined;
    this.fault.value = undefined;
  }
}
