import { computed, signal } from "@preact/signals";
import { type FindReport, type FindResult, isMySafeError, MySafeError } from "mysafe-wasm";
import { connection } from "../connection/connection.ts";
import { postponeLock } from "../connection/lock.ts";
import type { Collection } from "../items/collection.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { addLogEntry } from "../log/log.ts";
import type { Target } from "../report/report.ts";
import { Speed } from "../run/speed.ts";
import { coalesce } from "../ui/coalesce.ts";
import type { Leaked } from "./values.ts";
import { findWords } from "./words.ts";

/** What a search has come to. It holds no value. */
export interface Ended {
  readonly targets: readonly Target[];
  /** How many values it looked for. */
  readonly count: number;
  /** The number of the value that each compared text is of. */
  readonly numberOf: readonly number[];
  readonly report: Pick<FindReport, "results" | "aborted" | "error">;
}

/** The progress of a search. */
export interface Progress {
  readonly total: number;
  readonly done: number;
  readonly found: number;
}

/** A search for leaked values among the items of one kind. It is on screen from its beginning to its end. */
export class Search {
  readonly progress = signal<Progress | undefined>(undefined);
  readonly isStopping = signal(false);
  readonly ended = signal<Ended | undefined>(undefined);
  readonly phase = computed(() => (this.ended.value ? "ended" : this.progress.value ? "running" : "asking"));
  speed = new Speed(0);
  readonly #collection: Collection;
  readonly #abort = new AbortController();

  constructor(collection: Collection) {
    this.#collection = collection;
  }

  /** Opens each item, and compares its stored values with these. The client does so in WebAssembly memory. */
  async start(targets: readonly Target[], { texts, numberOf, count }: Leaked): Promise<void> {
    const client = connection.value?.client;
    if (!client || this.progress.value || targets.length === 0 || texts.length === 0) return;
    const { kind, states } = this.#collection;
    const total = targets.length;
    let [done, found] = [0, 0];
    this.progress.value = { total, done, found };
    this.speed = new Speed(Date.now());
    addLogEntry("plain", () => findWords.value.log.started(count, total, nounOf(kind.name)));
    const draw = coalesce(() => {
      this.progress.value = { total, done, found };
      postponeLock(); // the visitor waits for it, as for a run
    });
    const received = new Map<string, FindResult>();
    const report = await kind
      .callsOf(client)
      .find(texts, {
        among: targets.map(({ identifier }) => identifier),
        signal: this.#abort.signal,
        onProgress: ({ result }) => {
          done += 1;
          if (result.state === "found") found += 1;
          received.set(result.identifier, result);
          this.speed.mark(Date.now(), done);
          if (result.state === "found" || result.state === "different") {
            states.record(result.identifier, { active: true, at: Date.now() });
          } else if (result.state === "unseen" && result.error.code === "INACTIVE") {
            states.record(result.identifier, { active: false, at: Date.now() });
          }
          draw();
        },
      })
      .catch((thrown: unknown) => broken(thrown, targets, received));
    this.ended.value = { targets, count, numberOf, report };
    const { found: seen, different, unseen, skipped } = countsOf(report.results);
    const tone = seen > 0 ? "bad" : unseen + skipped > 0 || report.error ? "doubt" : "good";
    addLogEntry(tone, () => findWords.value.log.ended(seen, different, unseen, skipped, nounOf(kind.name)));
  }

  /** Ends it with what is known by then. */
  stop(): void {
    this.isStopping.value = true;
    this.#abort.abort();
  }
}

/** How many results have each state. */
export function countsOf(results: readonly FindResult[]): Readonly<Record<FindResult["state"], number>> {
  const counts = { found: 0, different: 0, unseen: 0, skipped: 0 };
  for (const { state } of results) counts[state] += 1;
  return counts;
}

/** What is known when the client itself fails: the results that had come. Any other item may have been opened, or not. */
function broken(thrown: unknown, targets: readonly Target[], received: ReadonlyMap<string, FindResult>) {
  const error = isMySafeError(thrown) ? thrown : new MySafeError({ code: "INTERNAL", message: "The search failed." });
  const results = targets.map(
    ({ identifier }): FindResult => received.get(identifier) ?? { identifier, state: "unseen", error },
  );
  return { results, aborted: false, error };
}
