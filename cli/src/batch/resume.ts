import type { Invocation } from "../commands/command.js";
import { placeOf } from "../connection/connection.js";
import type { Status } from "../failure.js";
import { itemOf } from "../journal/item.js";
import { isSettled } from "../journal/merge.js";
import type { ItemOfRun, Plan } from "../journal/run.js";
import { openJournal } from "../journal/write.js";
import { options } from "../options/options.js";
import { UsageFailure } from "../options/usage-failure.js";
import { begin, checkAnswer, newJournal, notSent } from "./begin.js";
import { namedPutBack, outcomesOf, putBackIn } from "./document.js";
import { checkStandardInput } from "./items-given.js";
import { itemsOfRun, readRunFile, refuseOther, subjectOf } from "./run-file.js";

/** Goes on with the run of a journal, or with what a report left, in a new journal. */
export async function resumeRun(invocation: Invocation): Promise<Status> {
  const { arguments: given, values, terminal, interruption } = invocation;
  const { words } = terminal;
  const [path = ""] = given;
  checkStandardInput(values, terminal);
  checkAnswer(values, terminal);
  const file = await readRunFile(path, words);
  if (file.isJournal && values.journal !== undefined) {
    throw new UsageFailure(words.usage.journalGoesOn(options.journal.long));
  }
  const place = await placeOf(values, terminal, interruption.signal);
  refuseOther(file, { ...place, kind: values.kind }, words);
  const { kind, action, address } = subjectOf(file);
  const items = itemsOfRun(file);
  const left = leftOf(items);
  const settled = items.filter(({ outcome }) => isSettled(outcome)).length;
  const putBack = file.isJournal ? putBackIn(file.run) : namedPutBack(file.report);
  const { undone = [], maybeUndone = [] } = putBack;
  const notes = [
    ...(settled > 0 ? [words.batch.goesOn(settled, items.length)] : []),
    ...(undone.length > 0 ? [terminal.paint.doubtful(words.batch.putBack(undone.length))] : []),
    ...(maybeUndone.length > 0 ? [terminal.paint.doubtful(words.batch.maybePutBack(maybeUndone.length))] : []),
    ...(address === undefined ? [terminal.paint.doubtful(words.batch.unknownAddress(words.nouns[kind]))] : []),
  ];
  const isAllThere = undone.length === 0 && maybeUndone.length === 0;
  const nothing = isAllThere ? words.batch.nothing.settled : words.batch.nothing.left;
  if (file.isJournal) {
    const { plan } = file.run;
    const beginning = {
      plan,
      left,
      outcomes: outcomesOf(file.run),
      putBack,
      notes,
      nothing,
      journal: () => openJournal(path),
    };
    return begin(beginning, place, invocation);
  }
  const rest = left.map(({ identifier, name }) => ({ identifier, ...(name !== undefined && { name }) }));
  const plan: Plan = {
    ...{ kind, action, ...place, items: rest },
    ...{ verify: values.verify === true, started: new Date().toISOString() },
  };
  const beginning = {
    plan,
    left: rest,
    ...(rest.length === 0 ? { outcomes: file.report.outcomes, putBack } : { outcomes: notSent(rest) }),
    notes,
    nothing,
    journal: () => newJournal(plan, values),
  };
  return begin(beginning, place, invocation);
}

/** The items that are not in the state asked for, each once. */
function leftOf(items: readonly ItemOfRun[]): ItemOfRun[] {
  const open = new Map<string, ItemOfRun>();
  for (const item of items) {
    const key = itemOf(item.identifier);
    if (!isSettled(item.outcome) && !open.has(key)) open.set(key, item);
  }
  return [...open.values()];
}
