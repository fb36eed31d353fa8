import { readFile } from "node:fs/promises";
import type { Place } from "../connection/connection.js";
import { Failure } from "../failure.js";
import { readReport } from "../input/read.js";
import type { ReadReport } from "../input/reading.js";
import { addressOf } from "../journal/address.js";
import { itemOf } from "../journal/item.js";
import { readJournal } from "../journal/read.js";
import type { History, ItemOfRun, Plan, Run } from "../journal/run.js";
import type { Words } from "../words/en.js";

/** A journal or a report that was read. */
export type RunFile =
  | { readonly isJournal: true; readonly path: string; readonly run: Run }
  | { readonly isJournal: false; readonly path: string; readonly report: ReadReport };

/** Reads a journal, or a report as JSON. */
export async function readRunFile(path: string, { failures }: Words): Promise<RunFile> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new Failure(failures.unreadable(path, (error as NodeJS.ErrnoException).code ?? "?"));
  }
  if (isReport(bytes)) return { isJournal: false, path, report: readReport(bytes, path) };
  return { isJournal: true, path, run: readJournal(path) };
}

/** Whether a file is one object with outcomes. A journal has one object a line, and its first has none. */
function isReport(bytes: Buffer): boolean {
  // The first line of a journal says so, and a journal of many lines need not be parsed as one document.
  if (/^\s*\{"type":"header","format":"mysafe-journal"/.test(bytes.subarray(0, 200).toString("utf8"))) return false;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" && value !== null && "outcomes" in value;
  } catch {
    return false;
  }
}

/** What a run is about. A report need not say where it was made. */
export function subjectOf(file: RunFile): Pick<Plan, "kind" | "action"> & Partial<Pick<Plan, "address" | "tenant">> {
  return file.isJournal ? file.run.plan : file.report;
}

/** Refuses the run of another place or kind: its identifiers mean other items there. */
export function refuseOther(
  file: RunFile,
  here: Place & { readonly kind?: Plan["kind"] | undefined },
  { failures, nouns }: Words,
): void {
  const { address, kind, tenant } = subjectOf(file);
  if (here.kind !== undefined && here.kind !== kind) {
    throw new Failure(failures.otherKind(file.path, nouns[kind].many, nouns[here.kind].many));
  }
  if (address !== undefined && addressOf(address) !== here.address) {
    throw new Failure(failures.otherAddress(file.path, addressOf(address), here.address));
  }
  if ((file.isJournal || tenant !== undefined) && tenant !== here.tenant)
    throw new Failure(failures.otherTenant(file.path));
}

/** The items of a run with their outcomes. What a report says of one item in several outcomes is left as it is. */
export function itemsOfRun(file: RunFile): readonly ItemOfRun[] {
  if (file.isJournal) return file.run.items;
  return file.report.outcomes.map(({ name, at, run, looks: _, ...outcome }) => ({
    identifier: outcome.identifier,
    ...(name !== undefined && { name }),
    sent: outcome.state !== "skipped",
    outcome,
    ...(at !== undefined && { at }),
    ...(run !== undefined && { run }),
  }));
}

/** What is known of the items of a file, and of their undos. A report has no more of its undos than what it says. */
export function historyOf(file: RunFile): History {
  if (file.isJournal) return file.run;
  const { undone = [], maybeUndone = [] } = file.report;
  // A path that no journal has: whether its items are back is not known.
  const undos = [{ id: "", journal: "", items: new Set(maybeUndone.map(itemOf)) }];
  return { items: itemsOfRun(file), undos, undone: new Set(undone.map(itemOf)) };
}

/** The run of a file. A report is read as a journal of this place. */
export function runOf(file: RunFile, place: Place): Run {
  if (file.isJournal) return file.run;
  const { kind, action } = file.report;
  const history = historyOf(file);
  const plan: Plan = { kind, action, ...place, verify: false, started: "", items: history.items };
  return { id: "", plan, torn: false, begun: true, runs: file.report.runs ?? [], ...history };
}
