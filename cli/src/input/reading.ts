import type { BatchOutcome, Kind } from "mysafe-wasm";
import type { Timing, Turn } from "../journal/turn.js";

/** An item that was given, with the name that its source has for it. */
export interface GivenItem {
  readonly identifier: string;
  readonly name?: string;
}

/** What was read from a file or from standard input. */
export interface Reading {
  readonly items: readonly GivenItem[];
  /** The kind that the source states, as a report does. */
  readonly kind?: Kind;
  /** For messages: `leaked.csv`, or `standard input`. */
  readonly description: string;
  /** The column of a table, for messages: `"id"` with its quotes, or a number from 1. */
  readonly column?: string;
}

/** A report that was read: of `mysafe-wasm`, of the admin page, or of this command. */
export interface ReadReport {
  readonly kind: Kind;
  readonly action: "activate" | "deactivate";
  /** The address of MySafe, if the report states one. */
  readonly address?: string;
  readonly tenant?: string;
  /** The start of the first run and the end of the last one, as ISO 8601. */
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** How long the runs took together, ms. */
  readonly duration?: number;
  readonly runs?: readonly Turn[];
  /** The rounds of looks after them. */
  readonly verifications?: readonly Turn[];
  /** Whether the last run was interrupted. */
  readonly aborted?: boolean;
  /** `false`: the run was killed, or was still going on. */
  readonly ended?: boolean;
  /** Why the last run ended early. */
  readonly error?: { readonly code: string; readonly message: string };
  /** The identifiers that an undo has put back. */
  readonly undone?: readonly string[];
  /** The identifiers that an undo may have put back. */
  readonly maybeUndone?: readonly string[];
  readonly outcomes: readonly (BatchOutcome & Timing & { readonly name?: string })[];
}
