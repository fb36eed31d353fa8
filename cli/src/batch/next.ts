import { connectionOptions, options } from "../options/options.js";
import type { Values } from "../options/values.js";
import { shellQuoted } from "../output/shell-quote.js";

/** A command to type next, with the options of this one that say where MySafe is and who asks. */
export function nextCommand(name: "resume" | "undo", file: string, values: Values): string {
  const again = connectionOptions.flatMap((option) => {
    const value = values[option];
    return value === undefined || value === "-" ? [] : [options[option].long, shellQuoted(value)];
  });
  return ["mysafe", name, shellQuoted(file), ...again].join(" ");
}
