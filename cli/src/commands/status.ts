import { connectionOptions, requestOptions } from "../options/options.js";
import type { Command } from "./command.js";

/** `mysafe status` */
export const statusCommand: Command = {
  name: "status",
  arguments: { name: "identifier", isNeeded: false, areMany: true },
  options: ["from", "column", "kind", "concurrency", "json", "csv", ...requestOptions, ...connectionOptions],
  examples: ["mysafe status 43 44", "mysafe status --from leaked.csv --column id --json"],
  run: async (invocation) => (await import("../items/status.js")).showStates(invocation),
};
