import type { Words } from "../words/en.js";
import { options } from "./options.js";
import { UsageFailure } from "./usage-failure.js";
import type { Values } from "./values.js";

/** The format of the results: for somebody or for lines of a program, unless one is asked for. */
export function formatOf({ json, csv }: Values, { usage }: Words): "json" | "csv" | "text" {
  if (json && csv) throw new UsageFailure(usage.exclusive(options.json.long, options.csv.long));
  if (json) return "json";
  return csv ? "csv" : "text";
}
