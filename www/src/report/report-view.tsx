import { useSignal } from "@preact/signals";
import { CircleAlert, FileDown, FileText, Info, Play, RotateCw, Table2, Undo2 } from "lucide";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { connection } from "../connection/connection.ts";
import { dayAndTime, duration, timeOfDay } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { record } from "../log/log.ts";
import { ask } from "../run/ask.ts";
import { run } from "../run/run.ts";
import { Button } from "../ui/button.tsx";
import { Blank, Notice } from "../ui/notice.tsx";
import { asCsv, asJson, fileName, save } from "./export.ts";
import { KindFilter } from "./kind-filter.tsx";
import { LoadFault, LoadReport } from "./load-report.tsx";
import { Outcomes } from "./outcomes.tsx";
import { countsOf, type Entry, type Kind, looked, type Report, reports } from "./report.ts";
import { undoable } from "./undo.ts";
import { UndoDialog } from "./undo-dialog.tsx";
import "./report-view.css";

/** What became of what was done, and what can be done about it. */
export function ReportView() {
  const { report: say } = words.value;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const shown = reports.value.find(({ number }) => number === looked.value) ?? reports.value[0];
  return (
    <section class="reports" aria-labelledby="report-title">
      <div class="reports-head">
        <h2 id="report-title" tabIndex={-1} ref={heading}>
          {words.value.views.reports}
        </h2>
        {shown && (
          <label class="choice">
            <span>{say.choose}</span>
            <select
              value={String(shown.number)}
              onChange={(event) => {
                looked.value = Number(event.currentTarget.value);
              }}
            >
              {reports.value.map((report) => (
                <option key={report.number} value={String(report.number)}>
                  {titleOf(report)}
                </option>
              ))}
            </select>
          </label>
        )}
        <LoadReport />
      </div>
      <LoadFault />
      {shown ? (
        <ReportCard key={shown.number} report={shown} />
      ) : (
        <div class="card no-report">
          <Blank icon={FileText} title={say.none}>
            <p>{say.noneAdvice}</p>
          </Blank>
        </div>
      )}
    </section>
  );
}

function titleOf({ number, action, entries, endedAt, undoes, file }: Report): string {
  const { report: say } = words.value;
  const title =
    undoes === undefined ? say.title[action](entries.length) : say.undoTitle[action](entries.length, undoes);
  return `${number}. ${title} · ${file ?? timeOfDay(endedAt)}`;
}

function ReportCard({ report }: { readonly report: Report }) {
  const { report: say } = words.value;
  const kind = useSignal<Kind | undefined>(undefined);
  const { entries, address, startedAt, endedAt, file, error, aborted } = report;
  const counts = useMemo(() => countsOf(entries), [entries]);
  return (
    <article class="report card" aria-label={titleOf(report)}>
      <p class="report-facts">
        {[
          say.title[report.action](entries.length),
          address ?? say.addressUnknown,
          `${dayAndTime(startedAt)} (${duration(endedAt.getTime() - startedAt.getTime())})`,
          file,
        ]
          .filter((fact) => fact !== undefined)
          .map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
      </p>
      {error && (
        <Notice tone="bad" icon={CircleAlert} title={say.endedEarly}>
          <p>
            {words.value.reasons[error.code].what} {words.value.reasons[error.code].todo}
          </p>
        </Notice>
      )}
      {aborted && <Notice tone="plain" icon={Info} title={say.cancelled} />}
      <KindFilter counts={counts} total={entries.length} kind={kind} />
      <Actions report={report} />
      <Outcomes report={report} kind={kind.value} />
    </article>
  );
}

function Actions({ report }: { readonly report: Report }) {
  const { report: say } = words.value;
  const undoing = useSignal(false);
  const { entries, action } = report;
  const of = (...states: readonly Entry["outcome"]["state"][]) =>
    entries.filter(({ outcome }) => states.includes(outcome.state));
  const again = of("failed", "unknown");
  const left = of("skipped");
  const { ours, doubtful } = undoable(report);
  const cannot = !connection.value || run.value !== undefined;

  function file(kind: "json" | "csv") {
    const name = fileName(report, kind);
    if (kind === "json") save(name, "application/json", asJson(report));
    else save(name, "text/csv", asCsv(report, words.value.listSeparator));
    record("plain", ({ log }) => log.exported(name));
  }

  return (
    <>
      <div class="report-actions">
        {again.length > 0 && (
          <Button
            look="main"
            icon={RotateCw}
            idle={cannot}
            onClick={() => ask({ action, targets: again, resumes: report })}
          >
            {say.again(again.length)}
          </Button>
        )}
        {left.length > 0 && (
          <Button look="main" icon={Play} idle={cannot} onClick={() => ask({ action, targets: left, resumes: report })}>
            {say.goOn(left.length)}
          </Button>
        )}
        {ours.length + doubtful.length > 0 && (
          <Button
            icon={Undo2}
            idle={cannot}
            onClick={() => {
              undoing.value = true;
            }}
          >
            {say.undo[action](ours.length)}
          </Button>
        )}
        <span class="spring" />
        <Button icon={FileDown} onClick={() => file("json")}>
          JSON
        </Button>
        <Button icon={Table2} onClick={() => file("csv")}>
          CSV
        </Button>
      </div>
      {undoing.value && (
        <UndoDialog
          report={report}
          onClose={() => {
            undoing.value = false;
          }}
        />
      )}
    </>
  );
}
