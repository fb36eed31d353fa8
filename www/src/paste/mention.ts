/** Why something pasted is not taken for an identifier. */
export type Reason =
  // In running text
  | "address"
  | "date"
  | "decimal"
  | "label"
  | "link"
  | "numbering"
  | "percentage"
  | "phone"
  | "price"
  | "quantity"
  | "range"
  | "time"
  | "version"
  | "word"
  // In a table or in JSON
  | "cell"
  | "outside"
  | "width";

/** A piece of what was pasted, and what stands around it. */
export interface Mention {
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

/** A piece that names an item. */
export interface Taken extends Mention {
  readonly identifier: string;
}

/** A piece that might be thought to name one, and is not read so. */
export interface Passed extends Mention {
  readonly reason: Reason;
}

/** What a text names, in its order, and what was passed over. */
export interface Mentions {
  readonly taken: readonly Taken[];
  readonly passed: readonly Passed[];
}

/** Tells the identifiers that the list has, which need not be numbers. */
export type IsListed = (identifier: string) => boolean;
