import type { BatchOutcome, Kind } from "mysafe-wasm";

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
  /** For messages: `leaked.csv, column "id"`, or `standard input`. */
  readonly description: string;
}

/** A report that was read: of `mysafe-wasm`, of the admin page, or of this command. */
export interface ReadReport {
  readonly kind: Kind;
  readonly action: "activate" | "deactivate";
  /** The address of MySafe, if the report states one. */
  readonly address?: string;
  readonly outcomes: readonly (BatchOutcome & { readonly name?: string })[];
}
