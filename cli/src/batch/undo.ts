import type { Invocation } from "../commands/command.js";
import { placeOf } from "../connection/connection.js";
import { Failure, type Status } from "../failure.js";
import type { Plan } from "../journal/run.js";
import { undoable, undoPlan } from "../journal/undo.js";
import type { Terminal } from "../terminal/terminal.js";
import { begin, checkAnswer, newJournal, notSent } from "./begin.js";
import { checkStandardInput } from "./items-given.js";
import { itemLines } from "./preview.js";
import { type RunFile, readRunFile, refuseOther, runOf, subjectOf } from "./run-file.js";

/** The most items in doubt that are named. */
const shown = 10;

/** Puts back what the runs of journals and reports changed. */
export async function undoRuns(invocation: Invocation): Promise<Status> {
  const { arguments: given, values, terminal, interruption } = invocation;
  const { words } = terminal;
  checkStandardInput(values, terminal);
  checkAnswer(values, terminal);
  const files: RunFile[] = [];
  for (const path of new Set(given)) files.push(await readRunFile(path, words));
  refuseMixed(files, terminal);
  const place = await placeOf(values, terminal, interruption.signal);
  for (const file of files) refuseOther(file, { ...place, kind: values.kind }, words);
  const selection = undoable(files.map((file) => ({ path: file.path, run: runOf(file, place) })));
  const includeUncertain = values.includeUncertain === true;
  const planned = undoPlan(selection, {
    ...{ includeUncertain, verify: values.verify === true, started: new Date().toISOString() },
  });
  const journals = files.filter(({ isJournal }) => isJournal).map(({ path }) => path);
  const { undoes: _, ...rest } = planned;
  // A report cannot note that it was undone, as a journal does.
  const plan: Plan = { ...rest, ...(journals.length > 0 && { undoes: journals }) };
  const notes = uncertainLines(selection.uncertain, includeUncertain, terminal);
  const unknown = files.some((file) => subjectOf(file).address === undefined);
  if (unknown) notes.push(terminal.paint.doubtful(words.batch.unknownAddress(words.nouns[plan.kind])));
  const beginning = {
    ...{ plan, left: plan.items, outcomes: notSent(plan.items), notes, nothing: words.batch.nothing.undone },
    journal: () => newJournal(plan, values),
  };
  return begin(beginning, place, invocation);
}

function refuseMixed(files: readonly RunFile[], { words }: Terminal): void {
  const subjects = files.map(subjectOf);
  if (new Set(subjects.map(({ kind }) => kind)).size > 1) throw new Failure(words.failures.mixedKinds);
  if (new Set(subjects.map(({ action }) => action)).size > 1) throw new Failure(words.failures.mixedActions);
}

function uncertainLines(
  uncertain: Parameters<typeof itemLines>[0],
  isIncluded: boolean,
  { words, paint }: Terminal,
): string[] {
  if (uncertain.length === 0) return [];
  const { batch } = words;
  return [
    paint.doubtful(batch.uncertain(uncertain.length)),
    ...itemLines(uncertain, shown).map((line) => `  ${line}`),
    ...(uncertain.length > shown ? [`  ${paint.faint(batch.andMore(uncertain.length - shown))}`] : []),
    isIncluded ? batch.uncertainTaken : batch.uncertainLeft,
  ];
}
