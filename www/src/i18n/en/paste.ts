// Texts of the paste dialog.

import { count, countSecrets, number } from "./count.ts";

export const paste = {
  title: "Choose from a list",
  label: "Identifiers, from a ticket or a table",
  example: "43, 44, #45\n46",
  hint: "A ticket, a mail, JSON, or a table from a spreadsheet. You see what is taken before anything is chosen.",
  listed: (many: number) => `${countSecrets(many)} found in the list.`,
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
    outside: "outside of the table",
    width: "cells out of line",
  },
  choose: (many: number) => `Choose ${countSecrets(many)}`,
};
