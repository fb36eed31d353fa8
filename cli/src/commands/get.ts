import { connectionOptions, requestOptions } from "../options/options.js";
import type { Command } from "./command.js";

/** `mysafe get` */
export const get: Command = {
  name: "get",
  arguments: { name: "identifier", isNeeded: true, areMany: false },
  options: ["kind", "reveal", "json", ...requestOptions, ...connectionOptions],
  examples: ["mysafe get 43", "mysafe get 43 --kind password --reveal"],
  run: async (invocation) => (await import("../items/get.js")).getItem(invocation),
};
