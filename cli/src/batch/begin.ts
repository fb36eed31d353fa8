import type { Invocation } from "../commands/command.js";
import { type Connection, connect, type Place } from "../connection/connection.js";
import { type Status, status } from "../failure.js";
import type { Plan, PlannedItem } from "../journal/run.js";
import { createJournal, type Journal } from "../journal/write.js";
import { nameOf } from "../kinds.js";
import { UsageFailure } from "../options/usage-failure.js";
import type { Values } from "../options/values.js";
import { jsonOf } from "../output/json.js";
import { askWhether } from "../terminal/question.js";
import type { Terminal } from "../terminal/terminal.js";
import { documentOf, type PutBack, type ReportDocument, statusOf } from "./document.js";
import { execute } from "./execute.js";
import { previewOf } from "./preview.js";
import { Waits } from "./waits.js";

/** A run that can begin. */
export interface Beginning {
  readonly plan: Plan;
  /** The items to send: all of a new run, the rest of an old one. */
  readonly left: readonly PlannedItem[];
  /** What is known of all items before it, for a dry run. */
  readonly outcomes: ReportDocument["outcomes"];
  /** What undos have put back of it. */
  readonly putBack?: PutBack;
  /** Words to say before the question. */
  readonly notes: readonly string[];
  /** What to say when there is nothing to do. */
  readonly nothing: string;
  /** The connection, if it was needed before. */
  readonly opened?: Opened;
  /** Makes or opens the journal. */
  readonly journal: () => Promise<Journal>;
}

/** A connection with what it waits for. */
export interface Opened {
  readonly connection: Connection;
  readonly waits: Waits;
}

/** Refuses a batch that needs an answer where nobody can be asked, before anything is read or sent. */
export function checkAnswer({ yes, dryRun, from }: Values, { words, isInteractive }: Terminal): void {
  if (yes || dryRun || (isInteractive && from !== "-")) return;
  throw new UsageFailure(words.usage.needsYes);
}

/** Connects, and follows what the client waits for. */
export async function open(place: Place, { values, terminal, interruption }: Invocation): Promise<Opened> {
  const waits = new Waits();
  return { connection: await connect(place, values, terminal, interruption.signal, waits.note), waits };
}

/** Shows what will be done, asks, and does it. */
export async function begin(beginning: Beginning, place: Place, invocation: Invocation): Promise<Status> {
  const { plan, left, notes } = beginning;
  const { values, terminal, interruption } = invocation;
  const { words } = terminal;
  if (left.length === 0) {
    for (const note of notes) terminal.say(note);
    terminal.say(beginning.nothing);
    const document = documentOf(plan, beginning.outcomes, { aborted: false, ended: true, ...beginning.putBack });
    if (values.json) terminal.print(jsonOf(document));
    return statusOf(document);
  }
  for (const line of [...previewOf(plan, left, terminal), ...notes]) terminal.say(line);
  if (values.dryRun) {
    terminal.say(words.batch.dryRun);
    const circumstances = { aborted: false, ended: true, dryRun: true, ...beginning.putBack } as const;
    if (values.json) terminal.print(jsonOf(documentOf(plan, beginning.outcomes, circumstances)));
    return status.done;
  }
  if (!values.yes) {
    const question = words.batch.question[plan.action](left.length, words.nouns[plan.kind], plan.address);
    if (!(await askWhether(question, terminal, interruption.signal))) {
      terminal.say(words.batch.declined);
      return status.incomplete;
    }
  }
  const { connection, waits } = beginning.opened ?? (await open(place, invocation));
  const journal = await beginning.journal();
  terminal.say(words.batch.journal(journal.path));
  return execute(journal, left.length, { connection, waits, values, terminal, interruption });
}

/** Makes the journal of a new run. */
export function newJournal(plan: Plan, { journal }: Values): Promise<Journal> {
  const time = plan.started.slice(0, 19).replaceAll(":", "-");
  return createJournal(journal ?? `mysafe-${plan.action}-${nameOf(plan.kind)}-${time}Z.jsonl`, plan);
}

/** The outcomes of a run that has not begun. */
export function notSent(items: readonly PlannedItem[]): ReportDocument["outcomes"] {
  return items.map((item) => ({ ...item, state: "skipped" }));
}
