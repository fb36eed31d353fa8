import { render } from "preact";
import { useEffect } from "preact/hooks";
import { exactTime, number } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { itemOf } from "../item.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { fileName } from "./export.ts";
import { comparisonOf } from "./looks.ts";
import { PrintedItems, printedTime } from "./printed-items.tsx";
import { recordWords } from "./record-words.ts";
import { countsOf, outcomeKinds, type Report } from "./report.ts";
import { timesOf } from "./times.ts";
import type { Turn } from "./turn.ts";
import { operatorOf } from "./turns.tsx";
import { resultOf } from "./verification.ts";
import { listOf, unseenLines } from "./verify.tsx";
import "./printed-report.css";

/** Has the browser print this report in place of the page, with all its items: the page shows a part of the list only. */
export function usePrintedReport(report: Report): void {
  useEffect(() => {
    let sheet: HTMLElement | undefined;
    let title = "";
    const remove = () => {
      if (!sheet) return;
      render(null, sheet);
      sheet.remove();
      sheet = undefined;
      document.title = title;
    };
    const add = () => {
      remove();
      sheet = document.createElement("div");
      sheet.className = "printed";
      document.body.append(sheet);
      render(<PrintedReport report={report} />, sheet);
      title = document.title;
      // The name that a browser proposes for the file.
      document.title = fileName(report, "pdf").replace(/\.pdf$/, "");
    };
    addEventListener("beforeprint", add);
    addEventListener("afterprint", remove);
    return () => {
      removeEventListener("beforeprint", add);
      removeEventListener("afterprint", remove);
      remove();
    };
  }, [report]);
}

/** A report for the file of the incident, on paper: what was done, when, by whom and why, and every item. */
function PrintedReport({ report }: { readonly report: Report }) {
  const { print: t } = recordWords.value;
  const { report: r } = words.value;
  const noun = nounOf(report.kind);
  const { entries, address, tenant, file, runs = [], verifications = [] } = report;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t.address, address ?? r.addressUnknown],
    [t.tenant, tenant],
    [t.times, timesOf(report)],
    [t.end, endOf(report)],
    [t.file, file],
    [t.zone, Intl.DateTimeFormat().resolvedOptions().timeZone],
    [t.printed, exactTime(new Date())],
  ];
  return (
    <article lang={document.documentElement.lang}>
      <h1>{r.title[report.action](entries.length, noun)}</h1>
      <dl>
        {facts.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <h2>{t.result}</h2>
      <Counts report={report} />
      {runs.length > 0 && (
        <>
          <h2>{t.runs}</h2>
          <TurnTable turns={runs} />
        </>
      )}
      {verifications.length > 0 && (
        <>
          <h2>{t.looks}</h2>
          <Looks report={report} />
          <TurnTable turns={verifications} />
        </>
      )}
      {[...runs, ...verifications].some(({ operator }) => operator !== undefined) && <p>{t.operatorNote}</p>}
      <h2>{t.items}</h2>
      <PrintedItems report={report} />
      <p class="signature">{t.signature}</p>
    </article>
  );
}

function endOf({ error, aborted, didNotEnd, kind }: Report): string | undefined {
  const { report: r, reasons } = words.value;
  if (error) return `${reasons(nounOf(kind))[error.code].what} (${error.code})`;
  if (didNotEnd) return recordWords.value.didNotEnd;
  return aborted ? r.cancelled : undefined;
}

function Counts({ report }: { readonly report: Report }) {
  const { outcomeKinds: names, outcomeHints: hints, report: r } = words.value;
  const counts = countsOf(report.entries);
  const undone = report.entries.filter(({ identifier }) => report.undone.has(itemOf(identifier))).length;
  return (
    <ul>
      {outcomeKinds.map(
        (kind) =>
          counts[kind] > 0 && (
            <li key={kind}>
              <strong>
                {number(counts[kind])} {names[report.action](counts[kind])[kind]}
              </strong>{" "}
              – {hints[kind]}
            </li>
          ),
      )}
      {undone > 0 && (
        <li>
          <strong>
            {number(undone)} {r.undone}
          </strong>
        </li>
      )}
    </ul>
  );
}

function TurnTable({ turns }: { readonly turns: readonly Turn[] }) {
  const { print: t, turns: w } = recordWords.value;
  return (
    <table>
      <thead>
        <tr>
          {["#", t.columns.from, t.columns.to, w.operator, w.ticket, w.note, w.clientId].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {turns.map((turn, index) => (
          <tr key={index}>
            <td>{number(index + 1)}</td>
            <td>{printedTime(turn.startedAt)}</td>
            <td>{printedTime(turn.endedAt)}</td>
            <td>{operatorOf(turn)}</td>
            <td>{turn.ticket}</td>
            <td>{turn.note}</td>
            <td>{turn.clientId}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Looks({ report }: { readonly report: Report }) {
  const { verify: t } = recordWords.value;
  const noun = nounOf(report.kind);
  const { differing, notLooked, putBack } = comparisonOf(report);
  const all = Number.POSITIVE_INFINITY;
  return (
    <>
      <p>
        <strong>{resultOf(report)}.</strong> {t.proves}
      </p>
      <ul>
        {differing.length > 0 && <li>{t.differing[report.action](differing.length, listOf(differing, all), noun)}</li>}
        {unseenLines(report).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {notLooked.length > 0 && <li>{t.notLooked(notLooked.length, noun)}</li>}
        {putBack.length > 0 && <li>{t.putBack(putBack.length, noun)}</li>}
      </ul>
    </>
  );
}
