// Texts of items: their lists, fields and states.

import type { Noun } from "../noun.js";
import { countItems, number } from "./count.js";

export const states = { active: "Active", inactive: "Inactive", unknown: "Unknown" };

export const columns = {
  identifier: "Identifier",
  name: "Name",
  url: "URL",
  username: "User name",
  tags: "Tags",
  permissions: "Permissions",
  state: "State",
  reason: "Reason",
};

export const permissions = {
  readOnly: "Read only",
  notViewable: "May not be viewed",
  needJustify: "Asks for a justification",
  needApproval: "Asks for an approval",
};

export const fields: Readonly<Record<string, string>> = {
  identifier: "Identifier",
  name: "Name",
  url: "URL",
  username: "User name",
  clientId: "Client ID",
  clientSecret: "Client secret",
  identifierCode: "Identifier code",
  method: "Method",
  password: "Password",
  secretKey: "Secret key",
  totp: "One-time code",
  note: "Note",
  notes: "Notes",
  tags: "Tags",
  usersAllowed: "Users",
  groupsAllowed: "Groups",
};

export const items = {
  found: (many: number, noun: Noun) => countItems(many, noun),
  none: ({ many }: Noun) => `No ${many} to see.`,
  masked: "Values are masked: --reveal shows them.",
  mayEdit: "may edit",
};

export const check = {
  address: (address: string) => `${address} answers.`,
  noAddress: (address: string) => `${address} does not answer as MySafe.`,
  credentials: "The credentials are good.",
  noCredentials: "The credentials were refused.",
  credentialsNotTried: "The credentials were not tried.",
  rights: (all: number, view: number, write: number, noun: Noun) =>
    `${countItems(all, noun)}: ${number(view)} may be viewed, ${number(write)} may be changed.`,
  noRights: ({ many }: Noun) => `This access key may not list ${many}.`,
  noRightsAdvice: "Use another key, or have it granted.",
  nothingToChange: (_noun: Noun) => "To change any, have them shared with the key's user as editable.",
  notListed: ({ many }: Noun) => `The ${many} could not be listed.`,
  notTried: ({ many }: Noun) => `Whether it may list ${many} was not tried.`,
};
