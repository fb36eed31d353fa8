import { signal } from "@preact/signals";
import { isMySafeError, type MySafeErrorCode } from "mysafe-wasm";
import { connection } from "../connection/connection.ts";
import { postponeLock } from "../connection/lock.ts";
import { findWords } from "../find/words.ts";
import type { Collection } from "../items/collection.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { type Traits, traitsOf } from "../kinds/traits.ts";
import { addLogEntry } from "../log/log.ts";
import type { Target } from "../report/report.ts";
import { coalesce } from "../ui/coalesce.ts";
import { sideBySide } from "../ui/side-by-side.ts";

const concurrency = 8;

/** An item that was opened, with what names it. */
export interface Opened {
  readonly target: Target;
  readonly traits: Traits;
}

/** Opens items for what their list does not say, and keeps that for a while: until the dialog is closed. */
export class OpenItems {
  readonly progress = signal<{ readonly done: number; readonly total: number } | undefined>(undefined);
  readonly opened = signal<readonly Opened[]>([]);
  /** How many were not opened, by the code of the error. */
  readonly failed = signal<ReadonlyMap<MySafeErrorCode, number>>(new Map());
  /** How many a stop has left out. */
  readonly left = signal(0);
  #abort = new AbortController();

  /** Opens these items, each of which is a view. */
  async start(targets: readonly Target[], { kind, states }: Collection): Promise<void> {
    const client = connection.value?.client;
    const { opening } = traitsOf[kind.name];
    if (!client || !opening || this.progress.value || targets.length === 0) return;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const total = targets.length;
    const opened: Opened[] = [];
    const failed = new Map<MySafeErrorCode, number>();
    let done = 0;
    this.progress.value = { done, total };
    const draw = coalesce(() => {
      if (this.progress.value) this.progress.value = { done, total };
      postponeLock(); // the visitor waits for it
    });
    await sideBySide(targets, concurrency, async (target) => {
      try {
        opened.push({ target, traits: await opening.open(client, target.identifier, { signal }) });
        states.record(target.identifier, { active: true, at: Date.now() });
      } catch (error) {
        if (!isMySafeError(error)) return false; // it was stopped
        failed.set(error.code, (failed.get(error.code) ?? 0) + 1);
        if (error.code === "INACTIVE") states.record(target.identifier, { active: false, at: Date.now() });
        // Every further request would fail in the same way.
        if (error.code === "UNAUTHORIZED" || error.code === "CLOSED") this.stop();
      }
      done += 1;
      draw();
      return true;
    });
    this.opened.value = opened;
    this.failed.value = failed;
    this.left.value = total - done;
    this.progress.value = undefined;
    const failures = done - opened.length;
    addLogEntry(failures > 0 ? "doubt" : "plain", () =>
      findWords.value.log.opened(opened.length, failures, total - done, nounOf(kind.name)),
    );
  }

  /** Stops. What was opened by then is compared. */
  stop(): void {
    this.#abort.abort();
  }
}
