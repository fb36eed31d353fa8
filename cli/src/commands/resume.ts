import { batchOptions, connectionOptions } from "../options/options.js";
import type { Command } from "./command.js";

/** `mysafe resume` */
export const resume: Command = {
  name: "resume",
  arguments: { name: "journalFile", isNeeded: true, areMany: false },
  options: ["kind", ...batchOptions, ...connectionOptions],
  examples: ["mysafe resume run.jsonl", "mysafe resume report.json --journal rest.jsonl"],
  run: async (invocation) => (await import("../batch/resume.js")).resumeRun(invocation),
};
