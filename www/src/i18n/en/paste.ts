// Texts of the paste dialog.

import type { Noun } from "../noun.ts";
import { count, countItems, number } from "./count.ts";

export const paste = {
  title: ({ many }: Noun) => `Select ${many} from a list`,
  findValue: "Find leaked values",
  label: "Identifiers, from a ticket or a table",
  example: "43, 44, #45\n46",
  hint: "A ticket, a mail, JSON, or a table from a spreadsheet. URLs, usernames, client IDs and codes name items too. You see what was read before anything is selected.",
  listed: (many: number, noun: Noun) => `${countItems(many, noun)} found in the list.`,
  unlisted: (many: number) =>
    `Also select ${count(many, "other number that isn’t", "other numbers that aren’t")} in the list:`,
  taken: (many: number) => `Read as identifiers (${number(many)})`,
  passed: (many: number) => `Ignored (${number(many)})`,
  question: "Which column has the identifiers?",
  looksLikeTable: "This looks like a table",
  columnUnclear: "It isn’t clear which column has the identifiers. Nothing is selected until you answer.",
  noColumn: "None of its columns has identifiers.",
  column: (index: number) => `Column ${number(index + 1)}`,
  firstRows: "First rows",
  notATable: "None: this is text, not a table",
  unclear: "This JSON can’t be read",
  unclearAdvice:
    "It’s cut off, or doesn’t say which list is meant. Paste a list of numbers, or of objects that have an “identifier”.",
  reasons: {
    address: "address",
    date: "date",
    decimal: "may be one number",
    label: "names something else",
    link: "link",
    numbering: "numbering",
    percentage: "percentage",
    phone: "phone number",
    price: "price",
    quantity: "count",
    range: "range: list each one",
    time: "time",
    version: "version",
    word: "inside a word",
    cell: "not an identifier",
    kind: "another kind",
    outside: "outside the table",
    width: "cells don’t line up",
  },
  otherKind: (many: number, noun: Noun) => `This names ${countItems(many, noun)}`,
  otherKindAdvice: ({ many }: Noun) =>
    `You’re selecting ${many}, where the same numbers mean other items. None of those is selected.`,
  unknownKind: "This names items of a kind that this page doesn’t know",
  changeKind: ({ many }: Noun) => `Select ${many} instead`,
  chosenAlready: "Already selected",
  add: (many: number) => `Add to the ${number(many)} selected`,
  replace: (many: number) => `Replace the ${number(many)} selected`,
  choose: (many: number, noun: Noun) => `Select ${countItems(many, noun)}`,
};
