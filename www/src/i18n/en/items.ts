// Texts of the list of items, its filters and actions.

import type { Column, FilterField, ListedPermission } from "../../kinds/field.ts";
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
  anyState: "All",
  slash: "Press / to search",
  unlisted: (identifiers: readonly string[]) => `Not in this list: ${firstFew(identifiers)}`,
  tags: "Tags",
  tagsHint: "Several with commas: items that have them all",
  tagsExample: "one, another",
  permission: "Permission",
  anyPermission: "Any",
  permissions: {
    canView: "May be viewed",
    cannotView: "May not be viewed",
    canWrite: "May be changed",
    readOnly: "Read only",
    needJustify: "Asks for a justification",
    needApproval: "Asks for an approval",
  } satisfies Record<ListedPermission, string>,
  oneTag: "one tag, as it is written",
  sort: "Sort by",
  fields,
  more: (set: number) => (set > 0 ? `More filters (${number(set)} set)` : "More filters"),
  apply: "Load",
  clear: "Without filter",
};

export const states = { active: "Active", inactive: "Inactive", unknown: "Unknown", unchecked: "Not checked" };

export const check = {
  label: "Check of states",
  hint: ({ one }: Noun) => `Opens each ${one}: MySafe may count that as a view`,
  selected: (many: number) => `Check ${number(many)}`,
  inView: "Check those in view",
  stop: "Stop checking",
  progress: (done: number, total: number) => `${number(done)} of ${number(total)} checked`,
  ended: (many: number, noun: Noun) => `${countItems(many, noun)} checked`,
  open: (unchecked: number, unknown: number) =>
    [
      unchecked > 0 && `${number(unchecked)} not checked`,
      unknown > 0 && `${count(unknown, "has", "have")} an unknown state`,
    ]
      .filter(Boolean)
      .join(", "),
  openAdvice: {
    active: (_noun: Noun) => "They may be active too.",
    inactive: (_noun: Noun) => "They may be inactive too.",
  },
  all: (many: number) => `Check all ${number(many)}`,
  kept: (many: number) => `${count(many, "state is", "states are")} from before you connected again`,
  again: (many: number) => (many === 1 ? "Check it again" : `Check these ${number(many)} again`),
  refused: (left: number) => `The check ended before ${number(left)} others`,
  rest: (many: number) => `Check the other ${number(many)}`,
};

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
  noneKnown: {
    active: "None is known to be active",
    inactive: "None is known to be inactive",
    unknown: "None was left unknown by a check or a change",
    unchecked: "All are checked",
  },
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
  asOf: "as of",
  keys: "Arrow keys move from row to row, Space chooses, Shift extends, Enter opens details, Control and A choose all that match.",
  skip: "Go to the list",
  details: "Details",
  detailsOf: (name: string, identifier: string) => `Details of ${name}, ${identifier}`,
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
  only: "Show chosen only",
  clear: "Clear",
  paste: "Paste a list",
};

/** The first identifiers of a list that can be long. */
function firstFew(identifiers: readonly string[]): string {
  const first = identifiers.slice(0, 8).join(", ");
  return identifiers.length > 8 ? `${first} and ${number(identifiers.length - 8)} more` : first;
}
