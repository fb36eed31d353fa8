import { signal } from "@preact/signals";
import { connection } from "../connection/connection.ts";
import { itemOf } from "../item.ts";
import { collectionOf } from "../items/collection.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { addLogEntry } from "../log/log.ts";
import { announce } from "../ui/announce.ts";
import { doubtOf } from "../vault.ts";
import { comparisonOf, itemsOf } from "./looks.ts";
import { recordWords } from "./record-words.ts";
import { type Report, reports, updateReport } from "./report.ts";
import { whoActs } from "./sign-off.ts";
import type { Look } from "./turn.ts";

/** The number of the report whose items are being looked at. */
export const verifying = signal<number | undefined>(undefined);

/** The progress of a check of items of the report's kind. There is one at a time, of the list or of a report. */
export const progressOf = ({ kind }: Report) => collectionOf(kind).check.progress.value;

/** Whether the connection is to the vault of a report. `undefined`: the report does not say where it was made. */
export function isOfThisVault(report: Report): boolean | undefined {
  if (report.address === undefined) return undefined;
  const { value } = connection;
  return value !== undefined && doubtOf(report, value) === undefined;
}

/** Looks at all items of a report, and adds what is seen to it. Nothing is sent to another vault than the report's. */
export async function verify(report: Report): Promise<void> {
  if (verifying.value !== undefined || progressOf(report) || isOfThisVault(report) !== true) return;
  const { number, kind } = report;
  const who = whoActs();
  const startedAt = new Date();
  const looks = new Map<string, Look>();
  verifying.value = number;
  await collectionOf(kind).check.start(
    itemsOf(report).map(({ identifier }) => identifier),
    (identifier, seen) => looks.set(itemOf(identifier), { ...seen, at: new Date(seen.at) }),
  );
  verifying.value = undefined;
  const current = reports.value.find((each) => each.number === number);
  if (!current || looks.size === 0) return;
  const verified: Report = {
    ...current,
    entries: current.entries.map((entry) => {
      const look = looks.get(itemOf(entry.identifier));
      return look ? { ...entry, looks: [...(entry.looks ?? []), look] } : entry;
    }),
    verifications: [...(current.verifications ?? []), { ...who, startedAt, endedAt: new Date() }],
  };
  updateReport(number, { entries: verified.entries, verifications: verified.verifications });
  const text = () => recordWords.value.verify.log(number, resultOf(verified));
  addLogEntry(isAsAsked(verified) ? "good" : "doubt", text);
  announce(text());
}

/** Ends the looks. What was seen by then stays. */
export function stopVerifying({ kind }: Report): void {
  collectionOf(kind).check.stop();
}

/** Whether all items were in the state asked for, but for those that were put back. */
export function isAsAsked(report: Report): boolean {
  const { differing, unseen, notLooked } = comparisonOf(report);
  return differing.length === 0 && unseen.size === 0 && notLooked.length === 0;
}

/** What the looks saw, in one line. */
export function resultOf(report: Report): string {
  const { asAsked, putBack } = comparisonOf(report);
  const compared = itemsOf(report).length - putBack.length;
  const noun = nounOf(report.kind);
  const { result, putBack: wasPutBack } = recordWords.value.verify;
  return compared === 0 ? wasPutBack(putBack.length, noun) : result[report.action](asAsked.length, compared, noun);
}
