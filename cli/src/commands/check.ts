import { connectionOptions, requestOptions } from "../options/options.js";
import type { Command } from "./command.js";

/** `mysafe check` */
export const check: Command = {
  name: "check",
  options: ["kind", "json", ...requestOptions, ...connectionOptions],
  examples: ["mysafe check", "mysafe check --kind note --timeout 2s"],
  run: async (invocation) => (await import("../connection/check.js")).checkConnection(invocation),
};
