/** How a language names the items of a kind. */
export interface Noun {
  /** One item and several, within a sentence: "password", "passwords". */
  readonly one: string;
  readonly many: string;
  /** The ending of the adjectives that go with it, before a plural's "s". English has none. */
  readonly ending: "" | "o" | "a";
}
