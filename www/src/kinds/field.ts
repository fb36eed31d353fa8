// Apart from the kinds, because the texts of the page name these fields, and a kind has texts.

/** A field of a list's entries that not all kinds have. */
export type Column = "url" | "username" | "tags";

/** A field by which MySafe filters its lists. */
export type FilterField = "tag" | "identifierCode" | "name" | "username" | "url";

/** A field by whose value somebody can name an item. A list need not have it. */
export type Trait = "clientId" | "url" | "username" | "identifierCode";

/** A field of an item that the page shows, and that is no stored value. */
export type DetailField = Column | "clientId" | "identifierCode" | "method";

/** What a list says of the access to an item. */
export type ListedPermission = "canView" | "cannotView" | "canWrite" | "readOnly" | "needJustify" | "needApproval";
