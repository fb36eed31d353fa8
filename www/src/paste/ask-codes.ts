import { signal } from "@preact/signals";
import { isMySafeError, type MySafeErrorCode } from "mysafe-wasm";
import { connection } from "../connection/connection.ts";
import { findWords } from "../find/words.ts";
import type { FilterField, Trait } from "../kinds/field.ts";
import type { ItemKind } from "../kinds/kind.ts";
import { traitsOf } from "../kinds/traits.ts";
import { addLogEntry } from "../log/log.ts";
import type { Target } from "../report/report.ts";
import { sideBySide } from "../ui/side-by-side.ts";
import type { Piece } from "./piece.ts";

const concurrency = 4;

/** The greatest number of texts to ask for. */
export const mostAsked = 200;

/** The greatest number of items in an answer. One with more shows that MySafe has not filtered. */
const mostListed = 20;

/** A trait that a list does not have, but MySafe filters by. */
export function askedTrait({ name, filters }: ItemKind): (Trait & FilterField) | undefined {
  const fields: readonly string[] = filters;
  return traitsOf[name].opening?.traits.find((trait): trait is Trait & FilterField => fields.includes(trait));
}

/** The pieces that can be codes: of one word, with no sign of a URL or an identifier. */
export function codesIn(pieces: readonly Piece[]): readonly string[] {
  return pieces
    .filter(({ text, isAlone }) => isAlone && /^[^\s=:@]{2,100}$/.test(text) && !/^\d+$|^\P{L}+$|^www\./u.test(text))
    .map(({ text }) => text);
}

/** An item that MySafe lists for a text. */
export interface Listed {
  readonly text: string;
  readonly target: Target;
}

/** Asks MySafe for the items with some codes by its own filter. That opens no item. */
export class AskCodes {
  readonly progress = signal<{ readonly done: number; readonly total: number } | undefined>(undefined);
  readonly listed = signal<readonly Listed[]>([]);
  /** The texts that have been answered. */
  readonly answered = signal<ReadonlySet<string>>(new Set());
  /** How many texts got no usable answer, by the code of the error. `unfiltered`: MySafe listed too many. */
  readonly failed = signal<ReadonlyMap<MySafeErrorCode | "unfiltered", number>>(new Map());
  #abort = new AbortController();

  /** Asks for these texts. Each is in the address of a request. */
  async start(texts: readonly string[], kind: ItemKind): Promise<void> {
    const client = connection.value?.client;
    const field = askedTrait(kind);
    if (!client || field === undefined || this.progress.value || texts.length === 0) return;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const calls = kind.callsOf(client);
    const failed = new Map<MySafeErrorCode | "unfiltered", number>();
    const fail = (code: MySafeErrorCode | "unfiltered") => failed.set(code, (failed.get(code) ?? 0) + 1);
    const total = texts.length;
    let done = 0;
    this.progress.value = { done, total };
    await sideBySide(texts, concurrency, async (text) => {
      try {
        const items = await calls.list({ [field]: text }, { signal });
        if (items.length > mostListed) fail("unfiltered");
        else {
          this.answered.value = new Set([...this.answered.value, text]);
          this.listed.value = [...this.listed.value, ...items.map((target) => ({ text, target }))];
        }
      } catch (error) {
        if (!isMySafeError(error)) return false; // it was stopped
        fail(error.code);
        // Every further request would fail in the same way.
        if (error.code === "UNAUTHORIZED" || error.code === "CLOSED") this.stop();
      }
      done += 1;
      this.progress.value = { done, total };
      return true;
    });
    this.failed.value = failed;
    this.progress.value = undefined;
    addLogEntry(failed.size > 0 ? "doubt" : "plain", () => findWords.value.log.asked(done));
  }

  /** Stops. */
  stop(): void {
    this.#abort.abort();
  }
}
