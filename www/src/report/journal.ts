import { type BatchOutcome, MySafeError } from "mysafe-wasm";
import { itemOf } from "../item.ts";
import { defaultKind, isKind } from "../kinds/kinds.ts";
import { asObject, type Fields, parseDate, parseText } from "./fields.ts";
import { InvalidReport } from "./invalid.ts";
import { type LoadedReport, parseError, parseOutcome, withDoubt } from "./load.ts";
import { type Action, isUnsettled, mergeRetry, type Target } from "./report.ts";
import type { Turn } from "./turn.ts";

/** Whether a text is a journal of the command line: JSON Lines with this mark in the first. */
export function isJournal(text: string): boolean {
  return /^\uFEFF?\s*\{[^\n]*"format":"mysafe-journal"/.test(text);
}

/** What the lines of a journal say of one item. */
interface Entry {
  outcome: BatchOutcome;
  /** When the outcome was noted. */
  at?: Date | undefined;
  /** The number of the run that it is of. */
  run?: number | undefined;
  /** Whether a try was announced and has no outcome: the run was killed, or is still going on. */
  isOpen: boolean;
}

/** Reads a journal that `mysafe` has written. It is untrusted, and its last line may be torn. A run that was killed is read
 * as the command line reads it: what was announced and has no outcome is unknown. */
export function parseJournal(text: string, file: string): LoadedReport {
  const [header, ...lines] = linesOf(text);
  if (header?.version !== 1) throw new InvalidReport("version");
  const { kind, action, address } = header;
  if (!isKind(kind)) throw new InvalidReport("kind");
  if (action !== "activate" && action !== "deactivate") throw new InvalidReport("action");
  const journal = new Lines({ kind, action });
  for (const [index, line] of lines.entries()) journal.add(line, `line ${index + 2}`);
  return {
    ...{ kind, action, file },
    address: parseText(address),
    tenant: parseText(header.tenant),
    ...timesOf(header, lines),
    ...journal.read(),
  };
}

type Times = Pick<LoadedReport, "startedAt" | "endedAt" | "duration" | "runs">;

/** When the runs were that a journal tells of, and how long they took. A run that was killed ends with its last line. Who made
 * them is not in a journal. */
function timesOf(header: Fields, lines: readonly Fields[]): Times {
  const startedAt = parseDate(header.started);
  if (!startedAt) return { startedAt, endedAt: undefined, duration: undefined };
  const runs: { startedAt: Date; endedAt: Date }[] = [{ startedAt, endedAt: startedAt }];
  for (const { type, at } of lines) {
    const time = parseDate(at);
    // Another run wrote what it was about to undo, and has undone.
    if (!time || type === "undoing" || type === "undone") continue;
    if (type === "resumed") runs.push({ startedAt: time, endedAt: time });
    const last = runs.at(-1);
    if (last) last.endedAt = time;
  }
  const lengths = runs.map(({ startedAt: from, endedAt: to }) => Math.max(0, to.getTime() - from.getTime()));
  const duration = lengths.reduce((sum, length) => sum + length, 0);
  return { startedAt, endedAt: runs.at(-1)?.endedAt, duration, runs: runs satisfies readonly Turn[] };
}

/** The objects of the lines. A last line that is no JSON was torn when the process was killed. */
function linesOf(text: string): Fields[] {
  const texts = text.split("\n").filter((line) => line.trim() !== "");
  return texts.flatMap((line, index) => {
    const where = `line ${index + 1}`;
    try {
      return [asObject(JSON.parse(line), where)];
    } catch {
      if (index === texts.length - 1 && index > 0) return [];
      throw new InvalidReport(where);
    }
  });
}

class Lines {
  readonly #plan: Pick<LoadedReport, "kind" | "action">;
  readonly #targets: Target[] = [];
  readonly #entries = new Map<string, Entry>();
  readonly #undone = new Set<string>();
  /** The items that another run was about to undo. Whether it did is in its own journal. */
  readonly #undoing = new Set<string>();
  #end: Fields | undefined;
  /** The number of the run that the lines are of. */
  #run = 1;

  constructor(plan: Pick<LoadedReport, "kind" | "action">) {
    this.#plan = plan;
  }

  add(line: Fields, where: string): void {
    switch (line.type) {
      case "items":
        for (const item of listIn(line, where)) this.#list(asObject(item, where), where);
        return;
      case "sent": {
        const item = itemOf(textIn(line.identifier, where));
        this.#entry(item, where).isOpen = true;
        this.#undone.delete(item);
        this.#undoing.delete(item);
        this.#end = undefined;
        return;
      }
      case "outcome":
        this.#settle(asObject(line.outcome, where), parseDate(line.at), where);
        return;
      case "end":
        this.#end = line;
        return;
      case "resumed":
        for (const entry of this.#entries.values()) this.#lose(entry);
        this.#end = undefined;
        this.#run += 1;
        return;
      case "undoing":
        for (const item of listIn(line, where)) this.#undoing.add(itemOf(textIn(item, where)));
        return;
      case "undone":
        for (const item of listIn(line, where)) this.#undone.add(itemOf(textIn(item, where)));
        return;
      default:
        throw new InvalidReport(`${where}.type`);
    }
  }

  read(): Pick<LoadedReport, "entries" | "aborted" | "didNotEnd" | "error" | "undone"> {
    for (const entry of this.#entries.values()) this.#lose(entry);
    const error = this.#end?.error;
    return {
      entries: this.#targets.map((target) => ({
        ...target,
        outcome: this.#outcomeOf(target.identifier),
        at: this.#entries.get(itemOf(target.identifier))?.at,
        run: this.#entries.get(itemOf(target.identifier))?.run,
      })),
      aborted: this.#end?.aborted === true,
      didNotEnd: this.#end === undefined,
      error: error === undefined ? undefined : parseError(error, this.#plan.kind, "end.error"),
      undone: this.#undone,
    };
  }

  #list(item: Fields, where: string): void {
    const identifier = textIn(item.identifier, where);
    this.#targets.push({ identifier, ...(typeof item.name === "string" && { name: item.name }) });
    const key = itemOf(identifier);
    if (!this.#entries.has(key)) this.#entries.set(key, { outcome: { identifier, state: "skipped" }, isOpen: false });
  }

  #settle(outcome: Fields, at: Date | undefined, where: string): void {
    const identifier = textIn(outcome.identifier, where);
    const entry = this.#entry(itemOf(identifier), where);
    const now = parseOutcome({ identifier, kind: this.#plan.kind }, outcome, where);
    if ("change" in now && now.change.active !== (this.#plan.action === "activate")) throw new InvalidReport(where);
    // What is settled is not sent again. A journal that says so all the same takes nothing back.
    if (isUnsettled(entry.outcome)) {
      const before = entry.outcome;
      entry.outcome = mergeRetry(before, now);
      if (entry.outcome !== before) Object.assign(entry, { at, run: this.#run });
    }
    entry.isOpen = false;
  }

  #lose(entry: Entry): void {
    if (!entry.isOpen) return;
    const { identifier } = entry.outcome;
    if (isUnsettled(entry.outcome)) {
      entry.outcome = mergeRetry(entry.outcome, lost(identifier, this.#plan));
      Object.assign(entry, { at: undefined, run: this.#run });
    }
    entry.isOpen = false;
  }

  #entry(item: string, where: string): Entry {
    const entry = this.#entries.get(item);
    if (!entry) throw new InvalidReport(`${where}.identifier`);
    return entry;
  }

  /** The outcome in the spelling of this mention. A change that another run may have undone is not certain to be there. */
  #outcomeOf(identifier: string): BatchOutcome {
    const item = itemOf(identifier);
    const { outcome } = this.#entry(item, "items");
    if (!("change" in outcome)) return { ...outcome, identifier };
    const entry = { identifier, outcome: { ...outcome, identifier, change: { ...outcome.change, identifier } } };
    return (this.#undoing.has(item) && !this.#undone.has(item) ? withDoubt(entry) : entry).outcome;
  }
}

/** The outcome of an item that was announced and has none. */
function lost(
  identifier: string,
  { kind, action }: { readonly kind: LoadedReport["kind"]; readonly action: Action },
): BatchOutcome {
  const message = `${action} "${identifier}": the run ended before the outcome was noted.`;
  const known = { operation: action, identifier, retryable: true, attempts: 1 };
  const error = new MySafeError({ code: "CLOSED", message, ...known, ...(kind !== defaultKind && { kind }) });
  return { identifier, state: "unknown", error };
}

function listIn(line: Fields, where: string): readonly unknown[] {
  if (!Array.isArray(line.items)) throw new InvalidReport(`${where}.items`);
  return line.items;
}

function textIn(value: unknown, where: string): string {
  if (typeof value !== "string") throw new InvalidReport(`${where}.identifier`);
  return value;
}
