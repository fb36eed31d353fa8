import { useSignal } from "@preact/signals";
import { CircleAlert, FileDown, FileText, Info, Play, RotateCw, Table2, Undo2 } from "lucide";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { brokerParts, may } from "../connection/broker.ts";
import { connection } from "../connection/connection.ts";
import { dayAndTime, duration, timeOfDay } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { addLogEntry } from "../log/log.ts";
import { requestConfirmation } from "../run/confirmation.ts";
import { run } from "../run/run.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState, Notice } from "../ui/notice.tsx";
import { download, fileName, toCsv, toJson } from "./export.ts";
import { LoadFault, LoadReport } from "./load-report.tsx";
import { OutcomeFilter } from "./outcome-filter.tsx";
import { Outcomes } from "./outcomes.tsx";
import { countsOf, type Entry, type OutcomeKind, type Report, reports, selectedReport } from "./report.ts";
import { opposite, undoable } from "./undo.ts";
import { UndoDialog } from "./undo-dialog.tsx";
import "./report-view.css";

/** The reports of this visit: one of them, and a choice between them. */
export function ReportView() {
  const { report: t } = words.value;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const shown = reports.value.find(({ number }) => number === selectedReport.value) ?? reports.value[0];
  return (
    <section class="reports" aria-labelledby="report-title">
      <div class="reports-head">
        <h2 id="report-title" tabIndex={-1} ref={heading}>
          {words.value.views.reports}
        </h2>
        {shown && (
          <label class="choice">
            <span>{t.choose}</span>
            <select
              value={String(shown.number)}
              onChange={(event) => {
                selectedReport.value = Number(event.currentTarget.value);
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
          <EmptyState icon={FileText} title={t.none}>
            <p>{t.noneAdvice}</p>
          </EmptyState>
        </div>
      )}
    </section>
  );
}

function titleOf({ number, kind, action, entries, endedAt, undoes, file }: Report): string {
  const { report: t } = words.value;
  const noun = nounOf(kind);
  const title =
    undoes === undefined ? t.title[action](entries.length, noun) : t.undoTitle[action](entries.length, noun, undoes);
  return `${number}. ${title} · ${file ?? timeOfDay(endedAt)}`;
}

function ReportCard({ report }: { readonly report: Report }) {
  const { report: t } = words.value;
  const outcomeKind = useSignal<OutcomeKind | undefined>(undefined);
  const noun = nounOf(report.kind);
  const { entries, address, startedAt, endedAt, file, error, aborted, takenOver } = report;
  const { TakenOver } = brokerParts;
  const counts = useMemo(() => countsOf(entries), [entries]);
  return (
    <article class="report card" aria-label={titleOf(report)}>
      <p class="report-facts">
        {[
          t.title[report.action](entries.length, noun),
          address ?? t.addressUnknown,
          `${dayAndTime(startedAt)} (${duration(endedAt.getTime() - startedAt.getTime())})`,
          file,
        ]
          .filter((fact) => fact !== undefined)
          .map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
      </p>
      {takenOver && TakenOver && <TakenOver {...takenOver} />}
      {error && !takenOver && (
        <Notice tone="bad" icon={CircleAlert} title={t.endedEarly}>
          <p>
            {words.value.reasons(noun)[error.code].what} {words.value.reasons(noun)[error.code].advice}
          </p>
        </Notice>
      )}
      {aborted && <Notice tone="plain" icon={Info} title={t.cancelled} />}
      <OutcomeFilter counts={counts} total={entries.length} kind={outcomeKind} />
      <Actions report={report} />
      <Outcomes report={report} kind={outcomeKind.value} />
    </article>
  );
}

function Actions({ report }: { readonly report: Report }) {
  const { report: t } = words.value;
  const undoing = useSignal(false);
  const { kind, entries, action } = report;
  const entriesIn = (...states: readonly Entry["outcome"]["state"][]) =>
    entries.filter(({ outcome }) => states.includes(outcome.state));
  const toRetry = entriesIn("failed", "unknown");
  const notSent = entriesIn("skipped");
  const { certain, uncertain } = undoable(report);
  const isBlocked = !connection.value || run.value !== undefined;

  function file(ending: "json" | "csv") {
    const name = fileName(report, ending);
    if (ending === "json") download(name, "application/json", toJson(report));
    else download(name, "text/csv", toCsv(report, words.value.listSeparator));
    addLogEntry("plain", ({ log }) => log.exported(name));
  }

  return (
    <>
      <div class="report-actions">
        {toRetry.length > 0 && may(kind, action) && (
          <Button
            look="main"
            icon={RotateCw}
            unavailable={isBlocked}
            onClick={() => requestConfirmation({ kind, action, targets: toRetry, resumes: report })}
          >
            {t.retry(toRetry.length)}
          </Button>
        )}
        {notSent.length > 0 && may(kind, action) && (
          <Button
            look="main"
            icon={Play}
            unavailable={isBlocked}
            onClick={() => requestConfirmation({ kind, action, targets: notSent, resumes: report })}
          >
            {t.sendRest(notSent.length)}
          </Button>
        )}
        {certain.length + uncertain.length > 0 && may(kind, opposite(action)) && (
          <Button
            icon={Undo2}
            unavailable={isBlocked}
            onClick={() => {
              undoing.value = true;
            }}
          >
            {t.undo[action](certain.length)}
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
