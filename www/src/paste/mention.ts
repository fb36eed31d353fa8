/** Why a mention is not an identifier. */
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
  | "kind"
  | "outside"
  | "width";

/** A piece of the pasted text, with the text around it. */
export interface Mention {
  readonly text: string;
  readonly before: string;
  readonly after: string;
}

/** A mention that is taken as an identifier. */
export interface Taken extends Mention {
  readonly identifier: string;
  /** The name of its kind, if the text says it. The page need not know that kind. */
  readonly kind?: string | undefined;
}

/** A mention that looks like an identifier but is passed over. */
export interface Passed extends Mention {
  readonly reason: Reason;
}

/** The mentions of a text, in its order. */
export interface Mentions {
  readonly taken: readonly Taken[];
  readonly passed: readonly Passed[];
}

/** Whether the list has this identifier. Listed identifiers need not be numbers. */
export type IsListed = (identifier: string) => boolean;
