// Texts of the paste dialog.

import type { Noun } from "../noun.ts";
import { count, countItems, number } from "./count.ts";

export const paste = {
  title: ({ many }: Noun) => `Choose ${many} from a list`,
  findValue: "Find leaked values",
  label: "Identifiers, from a ticket or a table",
  example: "43, 44, #45\n46",
  hint: "A ticket, a mail, JSON, or a table from a spreadsheet. URLs, user names, client IDs and codes name items too. You see what is taken before anything is chosen.",
  listed: (many: number, noun: Noun) => `${countItems(many, noun)} found in the list.`,
  unlisted: (many: number) => `Choose ${count(many, "other number", "other numbers")} too, not in the list:`,
  taken: (many: number) => `Read as identifiers (${number(many)})`,
  passed: (many: number) => `Passed over (${number(many)})`,
  question: "Which column has the identifiers?",
  looksLikeTable: "This looks like a table",
  columnUnclear: "It is not clear which column has the identifiers. Nothing is chosen before your answer.",
  noColumn: "None of its columns has identifiers.",
  column: (index: number) => `Column ${number(index + 1)}`,
  firstRows: "First rows",
  notATable: "None: this is text, not a table",
  unclear: "This JSON cannot be read",
  unclearAdvice:
    "It is cut off, or does not say which list is meant. Paste a list of numbers, or of objects that have an “identifier”.",
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
    range: "range: name each",
    time: "time",
    version: "version",
    word: "inside a word",
    cell: "no identifier",
    kind: "another kind",
    outside: "outside of the table",
    width: "cells out of line",
  },
  otherKind: (many: number, noun: Noun) => `This names ${countItems(many, noun)}`,
  otherKindAdvice: ({ many }: Noun) =>
    `You are choosing ${many}, where the same numbers mean other items. None of those is chosen.`,
  unknownKind: "This names items of a kind that this page does not know",
  changeKind: ({ many }: Noun) => `Choose ${many} instead`,
  choose: (many: number, noun: Noun) => `Choose ${countItems(many, noun)}`,
};
