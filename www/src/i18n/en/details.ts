// Texts of the details of one item.

import type { DetailField } from "../../kinds/field.ts";
import type { Noun } from "../noun.ts";
import { number } from "./count.ts";

const fields: Record<DetailField, string> = {
  url: "URL",
  clientId: "Client ID",
  username: "User name",
  identifierCode: "Identifier code",
  method: "Method",
  tags: "Tags",
};

export const details = {
  title: (name: string) => `Details of ${name}`,
  fields,
  identifier: "Identifier",
  state: "State",
  permissions: "Permissions",
  noView: "May not be viewed",
  users: "Users",
  groups: "Groups",
  mayEdit: "may change it",
  unshared: "Shared with nobody",
  none: "Nothing else is filled in.",
  read: "Open it",
  readHint: ({ one }: Noun) => `The list does not say more. MySafe may log opening it as a view of the ${one}.`,
  mayRefuse: "It asks for a justification or an approval, which this page cannot give: MySafe may refuse.",
  notViewable: ({ one }: Noun) => `The list says that this access key may not view the ${one}: MySafe may refuse.`,
  atOnce: "Open every item whose details I show",
  reading: "Opening…",
  readAt: (time: string) => `Opened at ${time}. MySafe may have logged that as a view.`,
  again: "Open it again",
  hidden: "Stored values are not shown, and notes neither: people write secrets into them.",
  inactive: (time: string) => `It is inactive, as of ${time}`,
  inactiveAdvice: "MySafe gives out nothing of an inactive item. What the list says of it is above.",
  failed: "It could not be opened",
  denied: ({ one }: Noun) => `This access key may not view this ${one}.`,
  sameName: (many: number) => `${number(many)} have this name`,
  open: (identifier: string) => `Details of ${identifier}`,
  more: (many: number) => `and ${number(many)} more`,
};

/** The type of these texts. */
export type DetailWords = typeof details;
