import type { Kind } from "mysafe-wasm";
import type { Terminal } from "../terminal/terminal.js";
import { clockOf } from "./clock.js";
import { Pace } from "./pace.js";
import type { Waits } from "./waits.js";

/** Shows the progress of a batch. */
export interface Progress {
  update(done: number): void;
  /** A line of words beside it. */
  say(line: string): void;
  stop(): void;
}

/** What a progress is about. */
export interface ProgressSubject {
  readonly total: number;
  readonly kind: Kind;
  readonly waits: Waits;
}

/** The least time between two lines, and the most. */
const [least, most] = [1000, 10_000];

/** A bar on a terminal; elsewhere a line every tenth and every ten seconds. With `--quiet` nothing. */
export async function startProgress(subject: ProgressSubject, terminal: Terminal): Promise<Progress> {
  if (terminal.isQuiet) return { update() {}, say() {}, stop() {} };
  return terminal.showsWords ? startBar(subject, terminal) : startLines(subject, terminal);
}

/** The widths of the bar, in characters. */
const [narrowest, widest] = [5, 20];

async function startBar(subject: ProgressSubject, terminal: Terminal): Promise<Progress> {
  const { default: cliProgress } = await import("cli-progress");
  const { total } = subject;
  const pace = new Pace(Date.now());
  let done = 0;
  const bar = new cliProgress.SingleBar({
    format: () => {
      // A line that wraps is not drawn over, but below itself.
      const columns = (process.stderr.columns || 80) - 1;
      const text = textOf(done, subject, pace, terminal, columns - narrowest - 1);
      const width = Math.min(widest, Math.max(narrowest, columns - text.length - 1));
      const filled = Math.floor((width * done) / total);
      return [...`${"█".repeat(filled)}${"░".repeat(width - filled)} ${text}`].slice(0, columns).join("");
    },
    // Nothing of the terminal is changed that a hard end would leave changed.
    ...{ stream: process.stderr, hideCursor: false, linewrap: true, clearOnComplete: true, gracefulExit: false },
    // A wait is shown as it passes, without a change of the value.
    ...{ fps: 8, synchronousUpdate: false, etaAsynchronousUpdate: false },
  });
  bar.start(total, 0);
  return {
    update: (value) => {
      done = value;
      pace.note(done, Date.now());
      bar.update(value);
    },
    say: (line) => {
      // The bar goes back to the line on which it began.
      bar.stop();
      terminal.tell(line);
      bar.start(total, done);
    },
    stop: () => bar.stop(),
  };
}

function startLines(subject: ProgressSubject, terminal: Terminal): Progress {
  const pace = new Pace(Date.now());
  let done = 0;
  let tenth = 0;
  let told = Date.now();
  const tell = () => {
    told = Date.now();
    timer.refresh();
    terminal.say(textOf(done, subject, pace, terminal));
  };
  const timer = setInterval(tell, most);
  return {
    update: (value) => {
      done = value;
      pace.note(done, Date.now());
      const reached = Math.floor((10 * done) / subject.total);
      // A batch of a moment has its summary.
      if (reached === tenth || Date.now() - told < least) return;
      tenth = reached;
      tell();
    },
    say: (line) => terminal.say(line),
    stop: () => clearInterval(timer),
  };
}

/** Counts, rate, time left, and the reason of a wait. Where there is no room for all, a wait says more than the rest. */
function textOf(
  done: number,
  { total, kind, waits }: ProgressSubject,
  pace: Pace,
  { words }: Terminal,
  width = Number.POSITIVE_INFINITY,
): string {
  const now = Date.now();
  const { batch } = words;
  const rate = pace.rate(now);
  const wait = waits.at(now);
  const count = batch.progress(done, total);
  const speed = rate === undefined ? [] : [batch.rate(rate >= 10 ? String(Math.round(rate)) : rate.toFixed(1))];
  const left = rate === undefined || done === total ? [] : [batch.left(clockOf(((total - done) * 1000) / rate))];
  const why = wait ? [batch.waiting(words.reasons(words.nouns[kind])[wait.code].what, clockOf(wait.left))] : [];
  const texts = [[...speed, ...left, ...why], [...speed, ...why], why].map((parts) => [count, ...parts].join(" · "));
  return texts.find((text) => text.length <= width) ?? texts.at(-1) ?? count;
}
