import type {
  BatchOptions,
  BatchReport,
  CallOptions,
  FindOptions,
  FindReport,
  ItemSummary,
  Kind,
  Many,
  MySafe,
} from "mysafe-wasm";
import type { Language } from "../i18n/language.ts";
import type { Noun } from "../i18n/noun.ts";
import type { Column, DetailField, FilterField } from "./field.ts";

/** An entry of a list. */
export type Summary = ItemSummary & Readonly<Partial<Record<Column, string>>>;

/** The items to list: those that match all fields. */
export type Filter = Readonly<Partial<Record<FilterField, string>>>;

/** The calls that the page makes. None of them gives it a stored value, but for `get`. */
export interface Calls {
  /** An item with its stored values. Only what takes the facts out of it at once calls this. */
  get(identifier: string, options: CallOptions): Promise<object>;
  list(filter: Filter, options: CallOptions): Promise<readonly Summary[]>;
  isActive(identifier: string, options: CallOptions): Promise<boolean>;
  activateMany(items: Many, options: BatchOptions): Promise<BatchReport>;
  deactivateMany(items: Many, options: BatchOptions): Promise<BatchReport>;
  find(values: Iterable<string>, options: FindOptions): Promise<FindReport>;
}

/** What MySafe says that it has stored. */
export interface StoredAnswer {
  readonly identifier: string;
  /** The stored value, if the answer has it. */
  readonly value?: string | undefined;
}

/** The stored value that is replaced when it has leaked. */
export interface StoredValue {
  /** Replaces it, and changes no other field. */
  readonly replace: (client: MySafe, identifier: string, value: string, options: CallOptions) => Promise<StoredAnswer>;
  /** The most characters that it may have. Default: MySafe documents no limit. */
  readonly limit?: number;
  /** Whether it is a single line, which is hidden while it is typed. Default false. */
  readonly isLine?: boolean;
}

/** What the page has to know of a kind of item. Nothing else in the page depends on the kind. */
export interface ItemKind {
  readonly name: Kind;
  /** The client's methods on items of the kind. */
  readonly callsOf: (client: MySafe) => Calls;
  readonly columns: readonly Column[];
  /** The fields by which MySafe filters the list, but for tags that the list has: the page filters by those. */
  readonly filters: readonly FilterField[];
  /** The fields of an item that are no stored value, in the order in which they are shown. */
  readonly details: readonly DetailField[];
  readonly nouns: Readonly<Record<Language, Noun>>;
  /** The names of a column of its identifiers in pasted tables, in lower case and without accents, besides those that a
   * column of any identifiers has. */
  readonly identifierNames: readonly string[];
  readonly value: StoredValue;
  /** Its name in names of files. */
  readonly fileName: string;
}
