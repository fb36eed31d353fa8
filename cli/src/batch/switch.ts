import type { ItemSummary, Kind } from "mysafe-wasm";
import type { Invocation } from "../commands/command.js";
import { itemsOf, type Place, placeOf } from "../connection/connection.js";
import { Failure, type Status, status } from "../failure.js";
import type { Plan, PlannedItem } from "../journal/run.js";
import { UsageFailure } from "../options/usage-failure.js";
import { begin, checkAnswer, newJournal, notSent, type Opened, open } from "./begin.js";
import { checkStandardInput, readGiven } from "./items-given.js";

/** The items of a new run, with what is to be said of them. */
interface Selection {
  readonly kind: Kind;
  readonly items: readonly PlannedItem[];
  readonly notes: readonly string[];
  readonly opened?: Opened;
}

/** Switches the items that a command line names. */
export async function switchGiven(action: Plan["action"], invocation: Invocation): Promise<Status> {
  const { values, terminal, interruption } = invocation;
  const { usage, batch } = terminal.words;
  const { from, tag } = values;
  const sources = [invocation.arguments.length > 0, from !== undefined, tag !== undefined].filter(Boolean).length;
  if (sources === 0) throw new UsageFailure(usage.noItems);
  if (sources > 1) throw new UsageFailure(usage.oneSource);
  checkStandardInput(values, terminal);
  checkAnswer(values, terminal);
  const place = await placeOf(values, terminal, interruption.signal);
  const { kind, items, notes, opened } =
    tag === undefined ? await selectGiven(invocation) : await selectTagged(tag, place, invocation);
  const plan: Plan = {
    ...{ kind, action, ...place, items },
    ...{ verify: values.verify === true, started: new Date().toISOString() },
  };
  const beginning = {
    ...{ plan, left: items, outcomes: notSent(items), notes, nothing: batch.declined },
    ...(opened && { opened }),
    journal: () => newJournal(plan, values),
  };
  return begin(beginning, place, invocation);
}

async function selectGiven({ arguments: given, values, terminal, interruption }: Invocation): Promise<Selection> {
  const { failures, nouns, batch } = terminal.words;
  const reading = await readGiven(given, values, terminal, interruption.signal);
  const stated = "kind" in reading ? reading.kind : undefined;
  const { description = "", column } = "description" in reading ? reading : {};
  const kind = values.kind ?? stated ?? "apiSecret";
  if (stated !== undefined && stated !== kind) {
    throw new Failure(failures.otherKind(description, nouns[stated].many, nouns[kind].many));
  }
  return { kind, items: reading.items, notes: description === "" ? [] : [batch.from(description, column)] };
}

async function selectTagged(tag: string, place: Place, invocation: Invocation): Promise<Selection> {
  const { values, terminal, interruption } = invocation;
  const { words, paint } = terminal;
  if (values.column !== undefined) throw new UsageFailure(words.usage.columnWithoutFrom);
  const kind = values.kind ?? "apiSecret";
  const opened = await open(place, invocation);
  const { signal } = interruption;
  const found: readonly ItemSummary[] = await itemsOf(opened.connection, kind).list({ tag }, { signal });
  // Not a success: a tag can be misspelt, and what leaked would be taken for switched off.
  if (found.length === 0) throw new Failure(words.batch.nothing.tagged(words.nouns[kind]), status.incomplete);
  const readOnly = found.filter(({ canWrite }) => !canWrite).length;
  return {
    ...{ kind, opened },
    items: found.map(({ identifier, name }) => ({ identifier, name })),
    notes: readOnly > 0 ? [paint.doubtful(words.batch.readOnly(readOnly))] : [],
  };
}
