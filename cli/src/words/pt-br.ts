import type { Words } from "./en.js";
import { batch } from "./pt-br/batch.js";
import { connection } from "./pt-br/connection.js";
import { number } from "./pt-br/count.js";
import { failures, reasons } from "./pt-br/errors.js";
import { help } from "./pt-br/help.js";
import { check, columns, fields, items, permissions, states } from "./pt-br/items.js";
import { nouns } from "./pt-br/nouns.js";
import { outcomeHints, outcomeKinds } from "./pt-br/outcomes.js";
import { usage } from "./pt-br/usage.js";

/** All texts of the command, in Brazilian Portuguese. */
export const ptBr: Words = {
  number,
  listSeparator: ";",
  yesAndNo: { yes: "s", no: "n" },
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
