import { batchOptions, connectionOptions } from "../options/options.js";
import type { Command } from "./command.js";

/** `mysafe activate` */
export const activate: Command = {
  name: "activate",
  arguments: { name: "identifier", isNeeded: false, areMany: true },
  options: ["from", "column", "tag", "kind", ...batchOptions, ...connectionOptions],
  examples: ["mysafe activate 43", "mysafe activate --kind password --from fixed.txt --verify"],
  run: async (invocation) => (await import("../batch/switch.js")).switchGiven("activate", invocation),
};
