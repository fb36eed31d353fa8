// Texts of the list of items, its filters and actions.

import type { Column, FilterField, ListedPermission } from "../../kinds/field.ts";
import type { Noun } from "../noun.ts";
import { count, countItems, number } from "./count.ts";

const columns: Record<Column, string> = { url: "URL", username: "Username", tags: "Tags" };

const fields: Record<FilterField, string> = {
  tag: "Tag",
  identifierCode: "Identifier code",
  name: "Name",
  username: columns.username,
  url: columns.url,
};

export const filters = {
  label: "Filter the list",
  kind: "Kind",
  search: (others: readonly string[]) =>
    others.length > 0 ? `Name, identifier, ${others.join(", ")}` : "Name or identifier",
  state: "State",
  anyState: "All",
  slash: "Press / to search",
  unlisted: (identifiers: readonly string[]) => `Not in this list: ${firstFew(identifiers)}`,
  tags: "Tags",
  tagsHint: "Separate several with commas: items must have them all",
  tagsExample: "one, another",
  permission: "Permission",
  anyPermission: "Any",
  permissions: {
    canView: "Can view",
    cannotView: "Can’t view",
    canWrite: "Can edit",
    readOnly: "Read only",
    needJustify: "Needs a justification",
    needApproval: "Needs an approval",
  } satisfies Record<ListedPermission, string>,
  oneTag: "one tag, exactly as written",
  sort: "Sort by",
  fields,
  more: (set: number) => (set > 0 ? `More filters (${number(set)} set)` : "More filters"),
  apply: "Load",
  clear: "Clear filter",
};

export const states = { active: "Active", inactive: "Inactive", unknown: "Unknown", unchecked: "Not checked" };

export const check = {
  label: "State check",
  hint: ({ one }: Noun) => `Opens each ${one}: MySafe may count that as a view`,
  selected: (many: number) => `Check ${number(many)}`,
  inView: "Check visible",
  stop: "Stop checking",
  progress: (done: number, total: number) => `${number(done)} of ${number(total)} checked`,
  ended: (many: number, noun: Noun) => `${countItems(many, noun)} checked`,
  open: (unchecked: number, unknown: number) =>
    [unchecked > 0 && `${number(unchecked)} not checked`, unknown > 0 && `${number(unknown)} unknown`]
      .filter(Boolean)
      .join(", "),
  openAdvice: {
    active: (_noun: Noun) => "They may be active too.",
    inactive: (_noun: Noun) => "They may be inactive too.",
  },
  all: (many: number) => (many === 1 ? "Check it" : `Check all ${number(many)}`),
  kept: (many: number) => `${count(many, "state is", "states are")} from before you connected again`,
  again: (many: number) => (many === 1 ? "Check it again" : `Check these ${number(many)} again`),
  refused: (left: number) => `The check ended with ${number(left)} left`,
  rest: (many: number) => `Check the other ${many === 1 ? "one" : number(many)}`,
};

export const items = {
  loading: "Loading the list…",
  shown: (shown: number, all: number, noun: Noun) => `Showing ${number(shown)} of ${countItems(all, noun)}`,
  notLoaded: ({ many }: Noun) => `The list of ${many} couldn’t be loaded`,
  notAllowed: ({ many }: Noun) =>
    `This access key can’t list ${many}. Use another key, or have the permission granted.`,
  notOffered: ({ many }: Noun) =>
    `This MySafe, or the gateway in front of it, doesn’t offer ${many} to this access key.`,
  again: "Reload",
  none: ({ many }: Noun) => `No ${many} to show`,
  noneAdvice: ({ many }: Noun) =>
    `MySafe lists none for this access key. Share ${many} with its user, or connect with another key.`,
  noMatch: "No matches",
  noneKnown: {
    active: "None is known to be active",
    inactive: "None is known to be inactive",
    unknown: "None was left unknown by a check or a change",
    unchecked: "All are checked",
  },
  noMatchOf: (all: number) => `Nothing that MySafe listed (${number(all)}) matches the search and filters.`,
  clearSearch: "Show all",
};

export const table = {
  columns: { ...columns, name: "Name", identifier: "Identifier", state: "State" },
  permissions: "Permissions",
  actions: "Actions",
  choose: (name: string, identifier: string) => `Select ${name}, ${identifier}`,
  canView: "Can view",
  canWrite: "Can edit",
  readOnly: "Read only",
  needJustify: "Needs a justification",
  needApproval: "Needs an approval",
  notChecked: "Not checked yet",
  knownSince: (time: string) => `As of ${time}`,
  asOf: "as of",
  keys: "Arrow keys move from row to row, Space selects, Shift extends, Enter opens the details, Control and A select all that match.",
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
  chosen: (many: number, noun: Noun) => `${countItems(many, noun)} selected`,
  hidden: (many: number) => `(${number(many)} not shown)`,
  all: (many: number) => (many === 1 ? "Select the one that matches" : `Select all ${number(many)} that match`),
  only: "Show selected only",
  clear: "Clear",
  paste: "Paste a list",
};

/** The first identifiers of a list that can be long. */
function firstFew(identifiers: readonly string[]): string {
  const first = identifiers.slice(0, 8).join(", ");
  return identifiers.length > 8 ? `${first} and ${number(identifiers.length - 8)} more` : first;
}
