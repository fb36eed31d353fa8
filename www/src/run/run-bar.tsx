import { CircleCheck, CircleHelp, FileText, LoaderCircle, Pause, Play, Square, TriangleAlert, X } from "lucide";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { wait } from "../connection/connection.ts";
import { duration, number } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { CountMarks } from "../report/count-marks.tsx";
import { countsOf, looked, type Report, reports } from "../report/report.ts";
import { announce } from "../ui/announce.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { useNow } from "../ui/now.ts";
import { view } from "../view.ts";
import { cancel, goOn, news, pause, type Run, run } from "./run.ts";
import "./run-bar.css";

/** The run under way; then how it ended, until that is taken note of. It stays in its place, and so does the focus. */
export function RunBar() {
  const bar = useRef<HTMLElement>(null);
  const current = run.value;
  const ended = reports.value.find((report) => report.number === news.value);
  useLayoutEffect(() => {
    if (current) bar.current?.focus();
  }, [current]);
  if (!current && !ended) return null;
  return (
    <section class="run-bar card" aria-label={words.value.run.label} tabIndex={-1} ref={bar}>
      {current ? <Running current={current} /> : ended && <Ended report={ended} />}
    </section>
  );
}

function Running({ current }: { readonly current: Run }) {
  const { run: say, reasons } = words.value;
  const { total, pace, job } = current;
  const done = current.done.value;
  const phase = current.phase.value;
  const now = useNow();

  // Read out at each tenth, not at each secret.
  const tenth = Math.floor((done / total) * 10);
  useEffect(() => {
    if (phase === "running") announce(say.progress(current.done.peek(), total));
    else announce(say.phases[phase]);
  }, [tenth, phase, current, total, say]);

  const waiting = phase === "running" && wait.value && wait.value.until - now.value > 1_000 ? wait.value : undefined;
  const rate = phase === "running" ? pace.rate(now.value, done) : undefined;
  const left = phase === "running" ? pace.left(now.value, done, total) : undefined;
  return (
    <>
      <div class="run-head">
        <p class="run-title">
          <Icon of={phase === "paused" ? Pause : LoaderCircle} class={phase === "paused" ? "" : "turning"} />
          <strong>{phase === "running" ? say.title[job.action](total) : say.phases[phase]}</strong>
        </p>
        <div class="run-controls">
          {phase === "paused" ? (
            <Button look="main" icon={Play} onClick={goOn}>
              {say.goOn}
            </Button>
          ) : (
            <Button icon={Pause} onClick={pause} idle={phase === "ending"}>
              {say.pause}
            </Button>
          )}
          <Button icon={Square} onClick={cancel} idle={phase === "ending"}>
            {say.cancel}
          </Button>
        </div>
      </div>
      <progress max={total} value={done} aria-label={say.progressLabel} />
      <div class="run-foot">
        <p class="run-numbers">
          <span>
            <strong>{number(done)}</strong> / {number(total)}
          </span>
          <span>{rate === undefined ? say.rateUnknown : say.rate(number(Math.round(rate)))}</span>
          <span>{left === undefined ? say.leftUnknown : say.left(duration(left))}</span>
          {waiting && (
            <span class="doubt run-wait">
              {say.waiting(reasons[waiting.code].what, duration(waiting.until - now.value))}
            </span>
          )}
        </p>
        <CountMarks counts={current.counts.value} />
      </div>
    </>
  );
}

function Ended({ report }: { readonly report: Report }) {
  const { run: say } = words.value;
  const counts = countsOf(report.entries);
  const open = counts.failed + counts.unknown + counts.skipped;
  const tone = counts.failed > 0 || report.error ? "bad" : open > 0 ? "doubt" : "good";
  const button = useRef<HTMLDivElement>(null);
  const text = say.ended[report.action](report.entries.length - open, report.entries.length);
  useLayoutEffect(() => {
    announce(text, tone === "good" ? "calmly" : "at once");
    // The controls that may have had the focus are gone.
    if (document.activeElement === document.body) button.current?.querySelector("button")?.focus();
  }, [text, tone]);
  return (
    <div class={`run-head ended ${tone}`}>
      <p class="run-title">
        <Icon of={tone === "good" ? CircleCheck : tone === "bad" ? TriangleAlert : CircleHelp} />
        <strong>{text}</strong>
      </p>
      <CountMarks counts={counts} />
      <div class="run-controls" ref={button}>
        <Button
          look="main"
          icon={FileText}
          onClick={() => {
            looked.value = report.number;
            view.value = "reports";
            news.value = undefined;
          }}
        >
          {say.seeReport}
        </Button>
        <Button
          look="bare"
          icon={X}
          aria-label={words.value.close}
          onClick={() => {
            news.value = undefined;
          }}
        />
      </div>
    </div>
  );
}
