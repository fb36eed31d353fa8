// The parts of `reportPart`. One file, so that they are one chunk.

export { saveLog } from "../log/save-log.ts";
export { JobCheck } from "./job-check.tsx";
export { keepReports, restoreReports, wipeReports } from "./keeper.ts";
export { readReport } from "./read.ts";
export { ReportView } from "./report-view.tsx";
export { saveReport } from "./save.ts";
export { SignOffFields } from "./sign-off-fields.tsx";
