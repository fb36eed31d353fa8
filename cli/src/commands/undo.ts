import { batchOptions, connectionOptions } from "../options/options.js";
import type { Command } from "./command.js";

/** `mysafe undo` */
export const undo: Command = {
  name: "undo",
  arguments: { name: "journalFile", isNeeded: true, areMany: true },
  options: ["includeUncertain", "kind", ...batchOptions, ...connectionOptions],
  examples: ["mysafe undo run.jsonl --dry-run", "mysafe undo run.jsonl second.jsonl --include-uncertain"],
  run: async (invocation) => (await import("../batch/undo.js")).undoRuns(invocation),
};
