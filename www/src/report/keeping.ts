import { computed, signal } from "@preact/signals";
import { isDemo } from "../demo/is-demo.ts";
import { type Report, reports } from "./report.ts";

/** The name of what this page stores. Another page of the same origin, and the demo, have reports of their own. */
export const storageName = `mysafe-reports ${new URL(".", document.baseURI).pathname}${isDemo ? "?demo" : ""}`;

/** Why reports are not kept, or not deleted. */
export type KeepingFault = "full" | "forbidden" | "notDeleted";

/** Whether this browser keeps reports, for later visits. */
export const isKeeping = signal(hasMark());
/** The reports that it keeps as they are now. */
export const keptReports = signal<ReadonlySet<Report>>(new Set());
/** The number of stored reports that could not be read. */
export const unreadableCount = signal(0);
export const keepingFault = signal<KeepingFault | undefined>(undefined);

/** The reports that leaving the page would lose. */
export const unsavedReports = computed(() =>
  reports.value.filter((report) => !report.isSaved && !keptReports.value.has(report)),
);

/** Whether the visitor has this browser keep reports. A browser that forbids storage has nothing of the kind. */
export function hasMark(): boolean {
  try {
    return localStorage.getItem(storageName) !== null;
  } catch {
    return false;
  }
}
