import type { BatchOutcome } from "mysafe-wasm";
import { Mismatch } from "./check.js";
import { itemOf } from "./item.js";
import type { EndLine, HeaderLine, ItemsLine, Line } from "./line.js";
import { lostOutcome, merge } from "./merge.js";
import { outcomeOf } from "./outcome.js";
import { pathOf } from "./place.js";
import type { ItemOfRun, Plan, PlannedItem, Run, UndoOfRun } from "./run.js";
import type { Timing } from "./turn.js";

/** What is known of one item. */
interface Entry {
  sent: boolean;
  /** Whether it was announced in this run and has no outcome of it. */
  awaiting: boolean;
  /** The outcome of the runs, without one that is awaited. */
  outcome: BatchOutcome;
  /** When that came, and in which run. */
  timing: Pick<Timing, "at" | "run">;
}

/** What the lines of a journal say together. The reader and the writer both keep one, so that a journal is read as it was
 * meant. */
export class Ledger {
  readonly #path: string;
  readonly #header: HeaderLine;
  readonly #items: PlannedItem[] = [];
  readonly #entries = new Map<string, Entry>();
  readonly #undos: (UndoOfRun & { readonly items: Set<string> })[] = [];
  readonly #undone = new Set<string>();
  #end: EndLine | undefined;
  #begun = false;
  /** When each run began, and had its last line. */
  readonly #runs: { startedAt: string; endedAt: string }[];

  /** @param path the journal's, from which it names others */
  constructor(header: HeaderLine, path: string) {
    this.#header = header;
    this.#path = path;
    this.#runs = [{ startedAt: header.started, endedAt: header.started }];
  }

  /** The random id of the journal. */
  get id(): string {
    return this.#header.id;
  }

  /** The plan, with its items. */
  get plan(): Plan {
    const { type: _type, format: _format, version: _version, id: _id, total: _total, undoes, ...plan } = this.#header;
    const paths = undoes?.map((place) => pathOf(place, this.#path));
    return { ...plan, ...(paths && { undoes: paths }), items: [...this.#items] };
  }

  /** Whether all items are listed. */
  get isComplete(): boolean {
    return this.#items.length === this.#header.total;
  }

  /** Adds a line after the header.
   *
   * @throws {Mismatch} For a line that cannot follow those before it. */
  add(line: Line): void {
    if (line.type === "header") throw new Mismatch("it is a second header");
    if (line.type === "items") {
      this.#list(line.items);
      return;
    }
    if (!this.isComplete) throw new Mismatch("it comes before the list of items is complete");
    this.#time(line);
    switch (line.type) {
      case "sent": {
        const entry = this.#entry(line.identifier);
        entry.sent = true;
        entry.awaiting = true;
        this.#forgetUndo(itemOf(line.identifier));
        this.#goOn();
        return;
      }
      case "outcome":
        this.#settle(outcomeOf(line.outcome), line.at);
        this.#goOn();
        return;
      case "end":
        this.#end = line;
        return;
      case "resumed":
        this.#goOn();
        return;
      case "undoing":
        this.#undos.push({
          id: line.id,
          journal: pathOf(line.journal, this.#path),
          items: new Set(line.items.map(itemOf)),
        });
        return;
      case "undone":
        for (const identifier of line.items) this.#undone.add(itemOf(identifier));
    }
  }

  /** The outcome of an item over all runs. */
  outcomeOf(identifier: string): BatchOutcome {
    const { awaiting, outcome } = this.#entry(identifier);
    const known = awaiting ? merge(outcome, lostOutcome(identifier, this.#header)) : outcome;
    return known.identifier === identifier ? known : { ...known, identifier };
  }

  /** Whether the item has no outcome of this run though it was announced. */
  isAwaiting(identifier: string): boolean {
    return this.#entry(identifier).awaiting;
  }

  /** What is known now. */
  run(torn: boolean): Run {
    return {
      id: this.#header.id,
      plan: this.plan,
      items: this.#items.map((item) => this.#item(item)),
      runs: this.#runs.map((run) => ({ ...run })),
      ...(this.#end && { end: this.#endOfRun(this.#end) }),
      torn,
      begun: this.#begun,
      undos: this.#undos.map(({ id, journal, items }) => ({ id, journal, items: new Set(items) })),
      undone: new Set(this.#undone),
    };
  }

  #list(items: readonly PlannedItem[]): void {
    for (const item of items) {
      this.#items.push(item);
      const key = itemOf(item.identifier);
      if (this.#entries.has(key)) continue;
      const outcome = { identifier: item.identifier, state: "skipped" } as const;
      this.#entries.set(key, { sent: false, awaiting: false, outcome, timing: {} });
    }
    if (this.#items.length > this.#header.total) throw new Mismatch("it lists more items than the header says");
  }

  /** Notes when a run began, and that it was still going on. What was announced in an earlier one and has no outcome is lost. */
  #time(line: Exclude<Line, HeaderLine | ItemsLine>): void {
    // Those are lines of the runs that undo this one.
    if (line.type === "undoing" || line.type === "undone") return;
    if (line.type === "resumed") {
      this.#lose();
      this.#runs.push({ startedAt: line.at, endedAt: line.at });
    }
    const last = this.#runs.at(-1);
    if (last) last.endedAt = line.at;
  }

  #settle(now: BatchOutcome, at: string): void {
    const { kind, action } = this.#header;
    if (now.state === "changed" || now.state === "unchanged") {
      if (now.change.kind !== kind) throw new Mismatch("it is the outcome of another kind of item");
      if (now.change.active !== (action === "activate")) throw new Mismatch("it is the outcome of the opposite action");
    }
    const entry = this.#entry(now.identifier);
    const before = entry.outcome;
    entry.outcome = merge(before, now);
    if (entry.outcome !== before) entry.timing = { at, run: this.#runs.length };
    entry.awaiting = false;
  }

  /** Notes the items without an outcome as not known. */
  #lose(): void {
    for (const entry of this.#entries.values()) {
      if (!entry.awaiting) continue;
      entry.outcome = merge(entry.outcome, lostOutcome(entry.outcome.identifier, this.#header));
      entry.timing = { run: this.#runs.length };
      entry.awaiting = false;
    }
  }

  /** An item that is sent again is changed anew: what took it back earlier says nothing of that. */
  #forgetUndo(item: string): void {
    this.#undone.delete(item);
    for (const { items } of this.#undos) items.delete(item);
  }

  #goOn(): void {
    this.#begun = true;
    this.#end = undefined;
  }

  #entry(identifier: string): Entry {
    const entry = this.#entries.get(itemOf(identifier));
    if (entry === undefined) throw new Mismatch("it is about an item that is not in the list");
    return entry;
  }

  #item(item: PlannedItem): ItemOfRun {
    const { sent, awaiting, timing } = this.#entry(item.identifier);
    const known = awaiting ? { run: this.#runs.length } : timing;
    return { ...item, ...known, sent, outcome: this.outcomeOf(item.identifier) };
  }

  #endOfRun({ aborted, error }: EndLine): NonNullable<Run["end"]> {
    return { aborted, ...(error && { error: { code: error.code, message: error.message } }) };
  }
}
