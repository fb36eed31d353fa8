// Apart from the kinds, because the texts of the page name these fields, and a kind has texts.

/** A field of a list's entries that not all kinds have. */
export type Column = "url" | "username" | "tags";

/** A field by which MySafe filters its lists. */
export type FilterField = "tag" | "identifierCode" | "name" | "username" | "url";
