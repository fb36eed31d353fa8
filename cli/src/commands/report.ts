import type { Command } from "./command.js";

/** `mysafe report` */
export const report: Command = {
  name: "report",
  arguments: { name: "journalFile", isNeeded: true, areMany: false },
  options: ["json", "csv"],
  examples: ["mysafe report run.jsonl", "mysafe report run.jsonl --csv > report.csv"],
  run: async (invocation) => (await import("../batch/show-report.js")).showReport(invocation),
};
