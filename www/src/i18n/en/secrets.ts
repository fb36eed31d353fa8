// Texts of the list of secrets, its filters and actions.

import { count, countSecrets, number } from "./count.ts";

export const filters = {
  label: "Narrow the list down",
  search: "Name or identifier",
  state: "State",
  anyState: "Any",
  sort: "Sort by",
  sortBy: { identifier: "Identifier", name: "Name", state: "State" },
  tag: "Tag",
  code: "Identifier code",
  more: "Tag and identifier code",
  apply: "Load",
  clear: "Without filter",
};

export const states = { active: "Active", inactive: "Inactive", unknown: "Unknown" };

export const secrets = {
  loading: "Loading the list…",
  shown: (shown: number, all: number) => `${countSecrets(shown)} shown of ${number(all)}`,
  notLoaded: "The list could not be loaded",
  again: "Load again",
  none: "No secrets to see",
  noneAdvice: "MySafe lists none for this access key. Share secrets with its user, or connect with another key.",
  noMatch: "None matches",
  noMatchOf: (all: number) => `Nothing of what MySafe listed (${number(all)}) fits the search and filters.`,
  clearSearch: "Show all",
};

export const table = {
  name: "Name",
  identifier: "Identifier",
  permissions: "Permissions",
  state: "State",
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
  of: (shown: number, all: number) => (shown === all ? countSecrets(all) : `${number(shown)} of ${countSecrets(all)}`),
  chosen: (many: number) => `${countSecrets(many)} chosen`,
  hidden: (many: number) => `(${count(many, "is", "are")} not shown)`,
  all: (many: number) => `Choose all ${count(many, "that matches", "that match")}`,
  clear: "Clear",
  paste: "Paste a list",
  checkChosen: (many: number) => `Check ${number(many)}`,
  checkInView: "Check those in view",
  checking: (done: number, total: number) => `Stop checking (${number(done)}/${number(total)})`,
};
