import { batchOptions, connectionOptions } from "../options/options.js";
import type { Command } from "./command.js";

/** `mysafe deactivate` */
export const deactivate: Command = {
  name: "deactivate",
  arguments: { name: "identifier", isNeeded: false, areMany: true },
  options: ["from", "column", "tag", "kind", ...batchOptions, ...connectionOptions],
  examples: [
    "mysafe deactivate 43 44",
    "mysafe deactivate --from leaked.csv --column id",
    "mysafe deactivate --tag payments --dry-run",
    "mysafe list --tag payments | mysafe deactivate --from - --yes",
  ],
  run: async (invocation) => (await import("../batch/switch.js")).switchGiven("deactivate", invocation),
};
