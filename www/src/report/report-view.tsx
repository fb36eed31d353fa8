import { useSignal } from "@preact/signals";
import { CircleAlert, FileDown, FileText, Info, Play, Printer, RotateCw, Table2, Undo2 } from "lucide";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { brokerParts, may } from "../connection/broker.ts";
import { connection } from "../connection/connection.ts";
import { dayAndTime, timeOfDay } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { RotateOffer } from "../rotate/rotate-offer.tsx";
import { requestConfirmation } from "../run/confirmation.ts";
import { run } from "../run/run.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState, Notice } from "../ui/notice.tsx";
import { vaultName } from "../vault.ts";
import { readsReports, view } from "../view.ts";
import { Headline } from "./headline.tsx";
import { KeepReports } from "./keep-reports.tsx";
import { unsavedReports } from "./keeping.ts";
import { LoadFault, LoadReport } from "./load-report.tsx";
import { OutcomeFilter } from "./outcome-filter.tsx";
import { OutcomeSearch } from "./outcome-search.tsx";
import { Outcomes } from "./outcomes.tsx";
import { usePrintedReport } from "./printed-report.tsx";
import { readReport } from "./read.ts";
import { canPass } from "./reason.ts";
import { Reasons } from "./reasons.tsx";
import { recordWords } from "./record-words.ts";
import {
  type Action,
  countsOf,
  type Entry,
  type OutcomeKind,
  outcomeKindOf,
  type Report,
  reports,
  selectedReport,
} from "./report.ts";
import { saveReport } from "./save.ts";
import { found } from "./search.ts";
import { timesOf } from "./times.ts";
import { Turns } from "./turns.tsx";
import { opposite, undoable } from "./undo.ts";
import { UndoDialog } from "./undo-dialog.tsx";
import { verifying } from "./verification.ts";
import { OtherVault, Verification, VerifyButton } from "./verify.tsx";
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
        <LoadReport reader={async () => readReport} />
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
      <KeepReports />
    </section>
  );
}

function titleOf({ number, kind, action, entries, endedAt, undoes, file }: Report): string {
  const { report: t } = words.value;
  const noun = nounOf(kind);
  const title =
    undoes === undefined ? t.title[action](entries.length, noun) : t.undoTitle[action](entries.length, noun, undoes);
  const ended = endedAt && new Date().toDateString() === endedAt.toDateString() ? timeOfDay(endedAt) : undefined;
  return [`${number}. ${title}`, file ?? ended ?? (endedAt && dayAndTime(endedAt))].filter(Boolean).join(" · ");
}

function ReportCard({ report }: { readonly report: Report }) {
  const { report: t } = words.value;
  const outcomeKind = useSignal<OutcomeKind | undefined>(undefined);
  const search = useSignal("");
  usePrintedReport(report);
  const noun = nounOf(report.kind);
  const { entries, address, tenant, file, error, aborted, didNotEnd, takenOver } = report;
  const { TakenOver } = brokerParts;
  const matching = useMemo(() => found(entries, search.value), [entries, search.value]);
  const counts = useMemo(() => countsOf(matching), [matching]);
  const shown = useMemo(
    () => matching.filter(({ outcome }) => [undefined, outcomeKindOf(outcome)].includes(outcomeKind.value)),
    [matching, outcomeKind.value],
  );
  const vault = address === undefined ? t.addressUnknown : vaultName({ address, tenant });
  return (
    <article class="report card" aria-label={titleOf(report)}>
      <Headline report={report} />
      <p class="report-facts">
        {[t.title[report.action](entries.length, noun), vault, timesOf(report), file]
          .filter((fact) => fact !== undefined)
          .map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
      </p>
      <Turns report={report} />
      {takenOver && TakenOver && <TakenOver {...takenOver} />}
      {error && !takenOver && (
        <Notice tone="bad" icon={CircleAlert} title={t.endedEarly}>
          <p>
            {words.value.reasons(noun)[error.code].what} {words.value.reasons(noun)[error.code].advice}
          </p>
        </Notice>
      )}
      {didNotEnd && <Notice tone="doubt" icon={Info} title={recordWords.value.didNotEnd} />}
      {aborted && <Notice tone="plain" icon={Info} title={t.cancelled} />}
      <Verification report={report} />
      <OutcomeFilter action={report.action} counts={counts} total={matching.length} kind={outcomeKind} />
      <Actions report={report} />
      <OutcomeSearch
        text={search}
        shown={shown.length < entries.length ? shown.length : undefined}
        total={entries.length}
      />
      <Outcomes report={report} entries={shown} kind={outcomeKind.value} />
    </article>
  );
}

function Actions({ report }: { readonly report: Report }) {
  const { report: t } = words.value;
  const undoing = useSignal(false);
  const { kind, entries, action } = report;
  const entriesIn = (...states: readonly Entry["outcome"]["state"][]) =>
    entries.filter(({ outcome }) => states.includes(outcome.state));
  const toRetry = entriesIn("failed", "unknown").filter(({ outcome }) => canPass(outcome));
  const notSent = entriesIn("skipped");
  const { certain, uncertain } = undoable(report);
  const isConnected = connection.value !== undefined;
  // A run goes on from what the report says now, and looks add to that.
  const isBlocked = run.value !== undefined || verifying.value === report.number;
  const mayDo = (which: Action) => !isConnected || may(kind, which);

  const undoCount = certain.length || uncertain.length;
  const undoName = certain.length > 0 ? t.undo[action] : t.undoUncertain;
  const undoLabel = (isConnected ? undoName : t.connectTo.undo)(undoCount);

  /** Does what needs a connection, or leads to it. After it, this report is on screen again. */
  function connected(act: () => void) {
    if (isConnected) return act();
    view.value = "reports";
    readsReports.value = false;
  }

  const send = (targets: readonly Entry[]) =>
    connected(() => requestConfirmation({ kind, action, targets, resumes: report }));

  return (
    <>
      <div class="report-actions">
        {toRetry.length > 0 && mayDo(action) && (
          <Button look="main" icon={RotateCw} unavailable={isBlocked} onClick={() => send(toRetry)}>
            {(isConnected ? t : t.connectTo).retry(toRetry.length)}
          </Button>
        )}
        {notSent.length > 0 && mayDo(action) && (
          <Button look="main" icon={Play} unavailable={isBlocked} onClick={() => send(notSent)}>
            {(isConnected ? t : t.connectTo).sendRest(notSent.length)}
          </Button>
        )}
        {undoCount > 0 && mayDo(opposite(action)) && (
          <Button
            icon={Undo2}
            unavailable={isBlocked}
            onClick={() =>
              connected(() => {
                undoing.value = true;
              })
            }
          >
            {undoLabel}
          </Button>
        )}
        <RotateOffer report={report} />
        <VerifyButton report={report} connected={connected} />
        <div class="report-save">
          <SavedMark report={report} />
          <Button icon={FileDown} onClick={() => saveReport(report, "json")}>
            JSON
          </Button>
          <Button icon={Table2} onClick={() => saveReport(report, "csv")}>
            CSV
          </Button>
          <Button icon={Printer} onClick={() => print()}>
            {recordWords.value.print.button}
          </Button>
        </div>
      </div>
      <OtherVault report={report} />
      <Reasons
        report={report}
        send={mayDo(action) ? send : undefined}
        isConnected={isConnected}
        isBlocked={isBlocked}
      />
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

/** Whether a file has the report. */
function SavedMark({ report }: { readonly report: Report }) {
  const { report: t } = words.value;
  if (report.isSaved) return <span class="saved-mark muted">{t.saved}</span>;
  const isUnsaved = unsavedReports.value.includes(report);
  return <span class={`saved-mark ${isUnsaved ? "doubt" : "muted"}`}>{isUnsaved ? t.unsaved : t.keptOnly}</span>;
}
