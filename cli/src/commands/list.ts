import { connectionOptions, requestOptions } from "../options/options.js";
import type { Command } from "./command.js";

/** `mysafe list` */
export const list: Command = {
  name: "list",
  options: [
    ...(["kind", "tag", "name", "username", "itemUrl", "identifierCode", "json", "csv"] as const),
    ...requestOptions,
    ...connectionOptions,
  ],
  examples: [
    "mysafe list --tag payments",
    "mysafe list --kind password --username ana --json",
    "mysafe list --csv > secrets.csv",
  ],
  run: async (invocation) => (await import("../items/list.js")).listItems(invocation),
};
