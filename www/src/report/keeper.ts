import { effect } from "@preact/signals";
import { addLogEntry } from "../log/log.ts";
import { toJson } from "./export.ts";
import { asObject } from "./fields.ts";
import { hasMark, isKeeping, keepingFault, keptReports, storageName, unreadableCount } from "./keeping.ts";
import type { LoadedReport } from "./load.ts";
import { readReport } from "./read.ts";
import { addReport, type Report, reports, selectedReport } from "./report.ts";
import { forgetReport, forgetReports, storedReports, storeReport } from "./report-store.ts";

/** The keys of the stored reports, by number. */
const keys = new Map<number, string>();
/** The reports that are stored, or are about to be. */
let seen = new WeakSet<Report>();
/** Changes of one report are stored in their order. */
let writes: Promise<void> = Promise.resolve();
let stopFollowing: (() => void) | undefined;

/** Reads the reports that an earlier visit has kept. What cannot be read is counted, and left where it is. */
export async function restoreReports(): Promise<void> {
  const chosen = selectedReport.value;
  try {
    const restored = (await storedReports()).flatMap(parseStored);
    const end = ({ report }: (typeof restored)[number]) => report.endedAt?.getTime() ?? 0;
    restored.sort((a, b) => end(a) - end(b));
    for (const { key, report } of restored) {
      const added = addReport(report);
      keys.set(added.number, key);
      seen.add(added);
      keptReports.value = new Set([...keptReports.value, added]);
    }
    if (restored.length > 0) addLogEntry("plain", ({ log }) => log.restored(restored.length));
    if (chosen !== undefined) selectedReport.value = chosen;
  } catch {
    keepingFault.value = "forbidden";
  }
  follow();
}

function parseStored(value: unknown): { readonly key: string; readonly report: LoadedReport }[] {
  try {
    const { key, text, isSaved, file } = asObject(value, "record");
    if (typeof key !== "string" || typeof text !== "string") throw new TypeError("No report is stored like this.");
    const report = readReport(text, typeof file === "string" ? file : "");
    return [
      { key, report: { ...report, isSaved: isSaved === true, file: report.file === "" ? undefined : report.file } },
    ];
  } catch {
    unreadableCount.value += 1;
    return [];
  }
}

/** Has this browser keep the reports of this visit, and of later ones. */
export async function keepReports(): Promise<void> {
  keepingFault.value = undefined;
  try {
    localStorage.setItem(storageName, "kept");
    await storedReports();
  } catch {
    unmark();
    keepingFault.value = "forbidden";
    return;
  }
  isKeeping.value = true;
  addLogEntry("plain", ({ log }) => log.keeping);
  follow();
}

/** Deletes what is stored, and keeps nothing from now on. The reports of this visit stay on the page. */
export async function wipeReports(): Promise<void> {
  stopKeeping();
  unmark();
  await writes;
  try {
    await forgetReports();
    unreadableCount.value = 0;
    keepingFault.value = undefined;
    addLogEntry("plain", ({ log }) => log.wiped);
  } catch {
    keepingFault.value = "notDeleted";
  }
}

// Another tab has deleted everything.
addEventListener("storage", ({ key }) => {
  if ((key === storageName || key === null) && !hasMark()) stopKeeping();
});

function stopKeeping(): void {
  stopFollowing?.();
  stopFollowing = undefined;
  isKeeping.value = false;
  keptReports.value = new Set();
  keys.clear();
  seen = new WeakSet();
}

function unmark(): void {
  try {
    localStorage.removeItem(storageName);
  } catch {
    // Then there is no mark either.
  }
}

/** Stores each report that is added or changes. */
function follow(): void {
  stopFollowing ??= effect(() => {
    for (const report of reports.value) {
      if (seen.has(report)) continue;
      seen.add(report);
      writes = writes.then(() => write(report));
    }
  });
}

async function write(report: Report): Promise<void> {
  if (!isKeeping.value) return;
  const key = keys.get(report.number) ?? newKey();
  keys.set(report.number, key);
  try {
    await storeReport({ key, text: toJson(report), isSaved: report.isSaved === true, file: report.file });
    // Another tab can have deleted everything meanwhile.
    if (!hasMark()) return await forgetReports();
    keptReports.value = new Set([...keptReports.value, report].filter((each) => reports.value.includes(each)));
    if (reports.value.every((each) => keptReports.value.has(each))) keepingFault.value = undefined;
  } catch (error) {
    keepingFault.value = Object(error).name === "QuotaExceededError" ? "full" : "forbidden";
    // The report as it was before would offer to undo what is undone by now.
    await forgetReport(key).catch(() => undefined);
  }
}

function newKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");
}
