import { type BatchOutcome, MySafeError } from "mysafe-wasm";
import { itemOf } from "../item.ts";
import { defaultKind, isKind } from "../kinds/kinds.ts";
import { InvalidReport } from "./invalid.ts";
import { asObject, type Fields, type LoadedReport, parseDate, parseError, parseOutcome, withDoubt } from "./load.ts";
import { type Action, isUnsettled, mergeRetry, type Target } from "./report.ts";

/** Whether a text is a journal of the command line: JSON Lines with this mark in the first. */
export function isJournal(text: string): boolean {
  return /^\uFEFF?\s*\{[^\n]*"format":"mysafe-journal"/.test(text);
}

/** What the lines of a journal say of one item. */
interface Entry {
  outcome: BatchOutcome;
  /** When the outcome was noted. */
  at?: Date | undefined;
  /** Whether a try was announced and has no outcome: the run was killed, or is still going on. */
  isOpen: boolean;
}

/** Reads a journal that `mysafe` has written. It is untrusted, and its last line may be torn. A run that was killed is read
 * as the command line reads it: what was announced and has no outcome is unknown. */
export function parseJournal(text: string, file: string): LoadedReport {
  const [header, ...lines] = linesOf(text);
  if (header?.version !== 1) throw new InvalidReport("version");
  const { kind, action, address, tenant } = header;
  if (!isKind(kind)) throw new InvalidReport("kind");
  if (action !== "activate" && action !== "deactivate") throw new InvalidReport("action");
  const journal = new Lines({ kind, action });
  for (const [index, line] of lines.entries()) journal.add(line, `line ${index + 2}`);
  return {
    ...{ kind, action, file },
    address: typeof address === "string" ? address : undefined,
    tenant: typeof tenant === "string" ? tenant : undefined,
    ...timesOf(header, lines),
    ...journal.read(),
  };
}

/** When the runs were that a journal tells of, and how long they took. A run that was killed ends with its last line. */
function timesOf(header: Fields, lines: readonly Fields[]): Pick<LoadedReport, "startedAt" | "endedAt" | "duration"> {
  const startedAt = parseDate(header.started);
  if (!startedAt) return { startedAt, endedAt: undefined, duration: undefined };
  let [began, last, duration] = [startedAt, startedAt, 0];
  for (const { type, at } of lines) {
    const time = parseDate(at);
    // Another run wrote what it was about to undo, and has undone.
    if (!time || type === "undoing" || type === "undone") continue;
    if (type === "resumed") {
      duration += Math.max(0, last.getTime() - began.getTime());
      began = time;
    }
    last = time;
  }
  duration += Math.max(0, last.getTime() - began.getTime());
  return { startedAt, endedAt: last, duration };
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

  read(): Pick<LoadedReport, "entries" | "aborted" | "error" | "undone"> {
    for (const entry of this.#entries.values()) this.#lose(entry);
    const error = this.#end?.error;
    return {
      entries: this.#targets.map((target) => ({
        ...target,
        outcome: this.#outcomeOf(target.identifier),
        at: this.#entries.get(itemOf(target.identifier))?.at,
      })),
      aborted: this.#end?.aborted === true,
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
      if (entry.outcome !== before) entry.at = at;
    }
    entry.isOpen = false;
  }

  #lose(entry: Entry): void {
    if (!entry.isOpen) return;
    const { identifier } = entry.outcome;
    if (isUnsettled(entry.outcome)) {
      entry.outcome = mergeRetry(entry.outcome, lost(identifier, this.#plan));
      entry.at = undefined;
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
