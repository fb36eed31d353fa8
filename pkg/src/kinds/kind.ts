/** A kind of item that MySafe keeps.
 *
 * @example
 * ```ts
 * const { kind } = await mysafe.passwords.deactivate("43"); // "password"
 * ``` */
export type Kind = "apiSecret" | "password" | "note";

/** The fields of an entry of a list that all kinds have. An entry does not say whether the item is active: {@link
 * Items.isActive} does. */
export interface ItemSummary {
  /** The identifier that MySafe assigned, as text. */
  readonly identifier: string;
  /** The name that a user chose. */
  readonly name: string;
  /** Whether a justification is required to see it. */
  readonly needJustify: boolean;
  /** Whether an approval is required to see it. */
  readonly needApproval: boolean;
  /** Whether the access key's user may see it. */
  readonly canView: boolean;
  /** Whether the access key's user may change it. */
  readonly canWrite: boolean;
}

/** The fields of an entry that are not texts. */
export type Flag = "needJustify" | "needApproval" | "canView" | "canWrite";

/** What a call is about: a kind by its name, and by the property of `MySafe` with its methods. That is absent for the kind
 * whose methods are those of `MySafe` itself. */
export interface Subject {
  readonly name: Kind;
  readonly collection?: string;
}

/** What the facade has to know of a kind. Everything else is in src/api/ of the crate. */
export interface KindOf<Summary extends ItemSummary> extends Subject {
  /** The number of texts of an entry of a list. */
  readonly columns: number;
  /** The texts of an entry, which begin at a place in a list: the columns of the crate's `Kind`, in their order. */
  readonly entry: (texts: readonly string[], at: number) => Omit<Summary, Flag>;
}
