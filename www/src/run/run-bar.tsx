import {
  CircleCheck,
  CircleHelp,
  FileDown,
  FileText,
  Pause,
  Play,
  Power,
  PowerOff,
  Square,
  Table2,
  TriangleAlert,
  X,
} from "lucide";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { signInLoss } from "../connection/broker.ts";
import { latestWait } from "../connection/connection.ts";
import { duration, number } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { CountMarks } from "../report/count-marks.tsx";
import { countsOf, type Report, reports, selectedReport } from "../report/report.ts";
import { reportPart } from "../report/report-part.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { useNow } from "../ui/now.ts";
import { view } from "../view.ts";
import type { Run } from "./job.ts";
import { cancel, endedReport, pause, resume, run } from "./run.ts";
import { RunTrouble } from "./run-trouble.tsx";
import { TellChoice } from "./tell-choice.tsx";
import "./run-bar.css";

const actionIcons = { deactivate: PowerOff, activate: Power } as const;

/** The progress of the current run, then its result until it is dismissed. Both are in one element, which keeps the focus. */
export function RunBar() {
  const bar = useRef<HTMLElement>(null);
  const current = run.value;
  const ended = reports.value.find((report) => report.number === endedReport.value);
  useLayoutEffect(() => {
    if (!current) return;
    bar.current?.focus();
    void reportPart.fetch();
  }, [current]);
  if (!current && !ended) return null;
  return (
    <section class="run-bar card" aria-label={words.value.run.label} tabIndex={-1} ref={bar}>
      {current ? <CurrentRun current={current} /> : ended && <EndedRun report={ended} />}
    </section>
  );
}

function CurrentRun({ current }: { readonly current: Run }) {
  const { run: t, reasons } = words.value;
  const { total, speed, job } = current;
  const done = current.done.value;
  const phase = current.phase.value;
  const now = useNow();

  // Announced at each tenth, not at each item.
  const tenth = Math.floor((done / total) * 10);
  useEffect(() => {
    if (phase === "running") announce(t.progress(current.done.peek(), total));
    else announce(t.phases[phase]);
  }, [tenth, phase, current, total, t]);

  // Between two sign-ins, and after a cancellation, nothing is sent that MySafe could answer.
  const isSending = (phase === "running" || phase === "paused") && !signInLoss.value;
  const trouble = isSending ? current.contact.value.trouble(now.value) : undefined;
  const wait = phase === "running" ? latestWait.value : undefined;
  // In an outage the batch waits in other ways than after one failed try.
  const isTold = wait && wait.until - now.value > 1_000 && (!trouble || wait.code === "RATE_LIMITED");
  const waiting = isTold ? wait : undefined;
  const isMoving = phase === "running" && !trouble;
  const rate = isMoving ? speed.rate(now.value, done) : undefined;
  const left = isMoving ? speed.remainingTime(now.value, done, total) : undefined;
  const isWaiting = phase === "paused" || phase === "signedOut";
  return (
    <>
      <div class="run-head">
        <p class="run-title">
          {/* Nothing turns: sixty frames a second would cost a tenth of the calls. */}
          <Icon of={isWaiting ? Pause : actionIcons[job.action]} />
          <strong>{phase === "running" ? t.title[job.action](total, nounOf(job.kind)) : t.phases[phase]}</strong>
        </p>
        <div class="run-controls">
          {phase === "paused" ? (
            <Button look="main" icon={Play} onClick={resume}>
              {t.goOn}
            </Button>
          ) : (
            <Button icon={Pause} onClick={pause} unavailable={phase !== "running"}>
              {t.pause}
            </Button>
          )}
          <Button icon={Square} onClick={cancel} unavailable={phase === "ending"}>
            {t.cancel}
          </Button>
        </div>
      </div>
      <progress max={total} value={done} aria-label={t.progressLabel} />
      <RunTrouble trouble={trouble} phase={phase} />
      <div class="run-foot">
        <p class="run-numbers">
          <span>
            <strong>{number(done)}</strong> / {number(total)}
          </span>
          {!trouble && <span>{rate === undefined ? t.rateUnknown : t.rate(number(Math.round(rate)))}</span>}
          {!trouble && <span>{left === undefined ? t.leftUnknown : t.left(duration(left))}</span>}
          {waiting && (
            <span class="doubt run-wait">
              {t.waiting(reasons(nounOf(job.kind))[waiting.code].what, duration(waiting.until - now.value))}
            </span>
          )}
        </p>
        <CountMarks action={job.action} counts={current.counts.value} />
        <TellChoice />
      </div>
    </>
  );
}

function EndedRun({ report }: { readonly report: Report }) {
  const { run: t } = words.value;
  const counts = countsOf(report.entries);
  const unsettled = counts.failed + counts.unknown + counts.skipped;
  const tone = counts.failed > 0 || report.error ? "bad" : unsettled > 0 ? "doubt" : "good";
  const button = useRef<HTMLDivElement>(null);
  const text = t.ended[report.action](report.entries.length - unsettled, report.entries.length, nounOf(report.kind));
  useLayoutEffect(() => {
    announce(text, tone === "good" ? "calmly" : "at once");
    // The controls of the run, which can have had the focus, are removed.
    if (document.activeElement === document.body) button.current?.querySelector("button")?.focus();
  }, [text, tone]);
  return (
    <div class={`run-head ended ${tone}`}>
      <p class="run-title">
        <Icon of={tone === "good" ? CircleCheck : tone === "bad" ? TriangleAlert : CircleHelp} />
        <strong>{text}</strong>
      </p>
      <CountMarks action={report.action} counts={counts} />
      <div class="run-controls" ref={button}>
        <Button
          look="main"
          icon={FileText}
          onClick={() => {
            selectedReport.value = report.number;
            view.value = "reports";
            endedReport.value = undefined;
          }}
        >
          {t.seeReport}
        </Button>
        {report.isSaved ? (
          <span class="run-saved muted">{words.value.report.saved}</span>
        ) : (
          <>
            <Button icon={FileDown} onClick={() => void save(report, "json")}>
              {t.saveJson}
            </Button>
            <Button icon={Table2} onClick={() => void save(report, "csv")}>
              {t.saveCsv}
            </Button>
          </>
        )}
        <Button
          look="bare"
          icon={X}
          aria-label={words.value.close}
          onClick={() => {
            endedReport.value = undefined;
          }}
        />
      </div>
    </div>
  );
}

async function save(report: Report, ending: "json" | "csv"): Promise<void> {
  const part = await reportPart.fetch();
  if (part) part.saveReport(report, ending);
  else announce(`${words.value.lazyPart.failed}. ${words.value.lazyPart.advice}`, "at once");
}
