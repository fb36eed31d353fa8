/** A run, or a round of looks at its items: from when to when, by whom and why. Times are ISO 8601. What is not known is absent. */
export interface Turn {
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly operator?: string;
  /** The id of who was signed in at a broker. Without it, the operator is what somebody said. */
  readonly identity?: string;
  readonly ticket?: string;
  readonly note?: string;
  /** The client id of the access key. */
  readonly clientId?: string;
}

/** What a look at an item saw: its state, or the code of why that could not be seen. */
export type Look = { readonly at: string } & ({ readonly active: boolean } | { readonly code: string });

/** When the outcome of an item came, and what later looks saw. */
export interface Timing {
  /** As ISO 8601. Absent: not known, or nothing was sent. */
  readonly at?: string;
  /** The number of the run that it came in, from 1. */
  readonly run?: number;
  readonly looks?: readonly Look[];
}
