// Texts of the list of items, its filters and actions.

import type { Column, FilterField } from "../../kinds/field.ts";
import type { Noun } from "../noun.ts";
import { count, countItems, number } from "./count.ts";

const columns: Record<Column, string> = { url: "URL", username: "User name", tags: "Tags" };

const fields: Record<FilterField, string> = {
  tag: "Tag",
  identifierCode: "Identifier code",
  name: "Name",
  username: columns.username,
  url: columns.url,
};

export const filters = {
  label: "Narrow the list down",
  kind: "Kind",
  search: (others: readonly string[]) =>
    others.length > 0 ? `Name, identifier, ${others.join(", ")}` : "Name or identifier",
  state: "State",
  anyState: "Any",
  sort: "Sort by",
  fields,
  more: "Filters of MySafe",
  apply: "Load",
  clear: "Without filter",
};

export const states = { active: "Active", inactive: "Inactive", unknown: "Unknown" };

export const items = {
  loading: "Loading the list…",
  shown: (shown: number, all: number, noun: Noun) => `${countItems(shown, noun)} shown of ${number(all)}`,
  notLoaded: ({ many }: Noun) => `The list of ${many} could not be loaded`,
  notAllowed: ({ many }: Noun) => `This access key may not list ${many}. Use another key, or have it granted.`,
  notOffered: ({ many }: Noun) => `This MySafe, or the gateway in front of it, offers no ${many} to this access key.`,
  again: "Load again",
  none: ({ many }: Noun) => `No ${many} to see`,
  noneAdvice: ({ many }: Noun) =>
    `MySafe lists none for this access key. Share ${many} with its user, or connect with another key.`,
  noMatch: "None matches",
  noMatchOf: (all: number) => `Nothing of what MySafe listed (${number(all)}) fits the search and filters.`,
  clearSearch: "Show all",
};

export const table = {
  columns: { ...columns, name: "Name", identifier: "Identifier", state: "State" },
  permissions: "Permissions",
  actions: "Actions",
  chooseAll: (many: number) => `Choose all ${number(many)} that match`,
  choose: (name: string, identifier: string) => `Choose ${name}, ${identifier}`,
  canView: "May be viewed",
  canWrite: "May be changed",
  readOnly: "Read only",
  needJustify: "Asks for a justification",
  needApproval: "Asks for an approval",
  notChecked: "Not checked yet",
  knownSince: (time: string) => `As of ${time}`,
  keys: "Arrow keys move from row to row, Space chooses, Shift extends, Control and A choose all that match.",
};

export const actions = {
  deactivate: "Deactivate",
  activate: "Activate",
  one: {
    deactivate: (name: string, identifier: string) => `Deactivate ${name}, ${identifier}`,
    activate: (name: string, identifier: string) => `Activate ${name}, ${identifier}`,
  },
  many: {
    deactivate: (many: number) => `Deactivate ${number(many)}`,
    activate: (many: number) => `Activate ${number(many)}`,
  },
};

export const selection = {
  label: "Selection",
  of: (shown: number, all: number, noun: Noun) =>
    shown === all ? countItems(all, noun) : `${number(shown)} of ${countItems(all, noun)}`,
  chosen: (many: number, noun: Noun) => `${countItems(many, noun)} chosen`,
  hidden: (many: number) => `(${count(many, "is", "are")} not shown)`,
  all: (many: number) => `Choose all ${count(many, "that matches", "that match")}`,
  clear: "Clear",
  paste: "Paste a list",
  checkChosen: (many: number) => `Check ${number(many)}`,
  checkInView: "Check those in view",
  checking: (done: number, total: number) => `Stop checking (${number(done)}/${number(total)})`,
};
