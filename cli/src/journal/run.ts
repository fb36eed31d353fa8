import type { BatchOutcome, Kind } from "mysafe-wasm";
import type { Timing, Turn } from "./turn.js";

/** An item that was given, with the name that its source has for it. */
export interface PlannedItem {
  readonly identifier: string;
  readonly name?: string;
}

/** What a run does, and where. A journal begins with it. */
export interface Plan {
  readonly kind: Kind;
  readonly action: "activate" | "deactivate";
  /** The address of MySafe: origin and path, without credentials. */
  readonly address: string;
  readonly tenant?: string;
  readonly verify: boolean;
  /** The time of the first start, as ISO 8601. */
  readonly started: string;
  /** The journals that this run undoes: paths. Those of a journal that was read are absolute. */
  readonly undoes?: readonly string[];
  readonly items: readonly PlannedItem[];
}

/** What is known of one item after all runs of a journal. */
export interface ItemOfRun extends Pick<Timing, "at" | "run"> {
  readonly identifier: string;
  readonly name?: string;
  /** Whether a try was announced. Without an outcome it may have been made. */
  readonly sent: boolean;
  /** The outcome over all runs; `skipped` if it was never sent, `unknown` if it was sent and has no outcome. */
  readonly outcome: BatchOutcome;
}

/** A run that undoes this one. It is noted before it sends anything. */
export interface UndoOfRun {
  /** The `id` of its journal. */
  readonly id: string;
  /** The absolute path of its journal. */
  readonly journal: string;
  /** The items that it takes back, as `itemOf` gives them. */
  readonly items: ReadonlySet<string>;
}

/** What is known of the items of a run, and of the runs that undo it. */
export interface History {
  readonly items: readonly ItemOfRun[];
  /** The runs that undo it. */
  readonly undos: readonly UndoOfRun[];
  /** The items that are marked as undone, as `itemOf` gives them. */
  readonly undone: ReadonlySet<string>;
}

/** A journal that was read. */
export interface Run extends History {
  /** The random id of the journal, by which other journals name it. */
  readonly id: string;
  readonly plan: Plan;
  /** Its runs, oldest first. Who made them is not in a journal. */
  readonly runs: readonly Turn[];
  /** How its last run ended; absent if it did not end: it was killed, or is still going on. */
  readonly end?: { readonly aborted: boolean; readonly error?: { readonly code: string; readonly message: string } };
  /** Whether its last line was torn. */
  readonly torn: boolean;
  /** Whether anything was ever announced or sent. */
  readonly begun: boolean;
}
