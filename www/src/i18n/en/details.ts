// Texts of the details of one item.

import type { DetailField } from "../../kinds/field.ts";
import type { Noun } from "../noun.ts";
import { number } from "./count.ts";

const fields: Record<DetailField, string> = {
  url: "URL",
  clientId: "Client ID",
  username: "Username",
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
  noView: "Can’t view",
  users: "Users",
  groups: "Groups",
  mayEdit: "can edit",
  unshared: "Shared with nobody",
  none: "Nothing else is filled in.",
  read: "Open it",
  readHint: ({ one }: Noun) => `That’s all the list says. MySafe may log opening it as a view of the ${one}.`,
  mayRefuse: "It needs a justification or an approval, which this page can’t give: MySafe may refuse.",
  notViewable: ({ one }: Noun) => `The list says that this access key can’t view the ${one}: MySafe may refuse.`,
  atOnce: "Open every item whose details I show",
  reading: "Opening…",
  readAt: (time: string) => `Opened at ${time}. MySafe may have logged that as a view.`,
  again: "Open it again",
  hidden: "Stored values aren’t shown, and neither are notes: people write secrets into them.",
  inactive: (time: string) => `It was inactive at ${time}`,
  inactiveAdvice: "MySafe gives out nothing of an inactive item. What the list says about it is above.",
  failed: "It couldn’t be opened",
  denied: ({ one }: Noun) => `This access key isn’t allowed to view this ${one}.`,
  sameName: (many: number) => `${number(many)} have this name`,
  open: (identifier: string) => `Details of ${identifier}`,
  more: (many: number) => `and ${number(many)} more`,
};

/** The type of these texts. */
export type DetailWords = typeof details;
