import { batch } from "./en/batch.js";
import { connection } from "./en/connection.js";
import { number } from "./en/count.js";
import { failures, reasons } from "./en/errors.js";
import { help } from "./en/help.js";
import { check, columns, fields, items, permissions, states } from "./en/items.js";
import { nouns } from "./en/nouns.js";
import { outcomeHints, outcomeKinds } from "./en/outcomes.js";
import { usage } from "./en/usage.js";

/** All texts of the command, in English. */
export const en = {
  number,
  /** The separator of CSV files in the spreadsheets of this language. */
  listSeparator: "," as "," | ";",
  yesAndNo: { yes: "y", no: "n" },
  nouns,
  help,
  usage,
  connection,
  failures,
  reasons,
  outcomeKinds,
  outcomeHints,
  batch,
  states,
  columns,
  permissions,
  fields,
  items,
  check,
};

/** The type of a dictionary. */
export type Words = typeof en;
