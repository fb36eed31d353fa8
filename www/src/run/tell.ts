import { effect, signal } from "@preact/signals";
import { number } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { countsOf, isUnsettled, outcomeKinds, type Report, reports, selectedReport } from "../report/report.ts";
import { view } from "../view.ts";
import { endedReport, run } from "./run.ts";
import { runWords } from "./words.ts";

/** How the end of a run is told, apart from the page itself. `undefined`: not at all, which is the default. */
export interface Telling {
  /** Whether the browser shows a notification. `refused`: it, or the visitor, does not let this page. */
  readonly notification: "shown" | "refused" | "impossible";
  readonly sound: boolean;
}

/** The choice of this visit. */
export const telling = signal<Telling | undefined>(undefined);

let audio: AudioContext | undefined;

/** Has the end of each run told from now on, and tries out by which means. It has to be called in a click: browsers ask for the
 * permission, and let a page sound, only then. */
export async function tellAtEnd(): Promise<void> {
  const sounding = startSound();
  const notification = await permission();
  const { tell: t } = runWords.value;
  telling.value = {
    notification: notification === "shown" && !notify(t.example, t.exampleText) ? "impossible" : notification,
    sound: await sounding,
  };
  play();
}

/** Tells nothing from now on. */
export function tellNothing(): void {
  telling.value = undefined;
  void audio?.close();
  audio = undefined;
}

async function permission(): Promise<Telling["notification"]> {
  if (!("Notification" in globalThis) || !isSecureContext) return "impossible";
  return (await Notification.requestPermission()) === "granted" ? "shown" : "refused";
}

async function startSound(): Promise<boolean> {
  try {
    audio ??= new AudioContext();
    await audio.resume();
    return audio.state === "running";
  } catch {
    return false;
  }
}

/** Two notes, a fifth apart. */
function play(): void {
  if (!audio || !telling.value?.sound) return;
  for (const [place, frequency] of [587.33, 880].entries()) {
    const at = audio.currentTime + place * 0.18;
    const note = audio.createOscillator();
    const volume = audio.createGain();
    note.frequency.value = frequency;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.2, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.5);
    note.connect(volume).connect(audio.destination);
    note.start(at);
    note.stop(at + 0.5);
  }
}

/** Shows a notification. `false`: this browser shows none from a page, as on Android. */
function notify(title: string, body: string, onOpen?: () => void): boolean {
  try {
    const notification = new Notification(title, { body, tag: "mysafe-run" });
    notification.onclick = () => {
      window.focus();
      notification.close();
      onOpen?.();
    };
    return true;
  } catch {
    return false;
  }
}

/** The end of a run in two lines, which name no item: others may see the screen. */
function textOf({ kind, action, entries }: Report): readonly [title: string, body: string] {
  const counts = countsOf(entries);
  const done = entries.filter(({ outcome }) => !isUnsettled(outcome)).length;
  const names = words.value.outcomeKinds[action];
  const kinds = outcomeKinds.filter((name) => counts[name] > 0);
  return [
    `${words.value.product}: ${words.value.run.ended[action](done, entries.length, nounOf(kind))}`,
    kinds.map((name) => `${names(counts[name])[name]}: ${number(counts[name])}`).join(" · "),
  ];
}

let wasRunning = false;
effect(() => {
  const isRunning = run.value !== undefined;
  const hasEnded = wasRunning && !isRunning;
  wasRunning = isRunning;
  if (!hasEnded || !telling.peek()) return;
  const report = reports.peek().find((each) => each.number === endedReport.peek());
  if (!report) return;
  play();
  if (telling.peek()?.notification !== "shown") return;
  notify(...textOf(report), () => {
    selectedReport.value = report.number;
    view.value = "reports";
  });
});
