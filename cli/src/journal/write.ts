import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { BatchOutcome, BatchReport } from "mysafe-wasm";
import { Failure } from "../failure.js";
import { addressOf } from "./address.js";
import { GroupCommit } from "./group-commit.js";
import { Ledger } from "./ledger.js";
import { type HeaderLine, type Line, lineOf, textOf, version } from "./line.js";
import { type Lock, lock } from "./lock.js";
import { recordOfError, recordOfOutcome } from "./outcome.js";
import { placeOf } from "./place.js";
import { readJournalText } from "./read.js";
import type { Plan, Run } from "./run.js";

/** The most items of one line. */
const chunk = 500;

/** A journal that this process writes, and nobody else. */
export class Journal {
  /** Its file. */
  readonly path: string;
  readonly #ledger: Ledger;
  readonly #lines: GroupCommit;
  readonly #lock: Lock;

  /** Use {@link createJournal} and {@link openJournal}. */
  constructor(path: string, ledger: Ledger, lines: GroupCommit, held: Lock) {
    this.path = path;
    this.#ledger = ledger;
    this.#lines = lines;
    this.#lock = held;
  }

  /** Its random id, by which other journals name it. */
  get id(): string {
    return this.#ledger.id;
  }

  /** What it is to do. */
  get plan(): Plan {
    return this.#ledger.plan;
  }

  /** What it says now, also when it could not be written. A copy: to be taken once, not for each item. */
  get run(): Run {
    return this.#ledger.run(false);
  }

  /** Why it is not written any more. */
  get failure(): Failure | undefined {
    return this.#lines.failure;
  }

  /** Notes that a further run begins. */
  resume(): void {
    this.#append({ type: "resumed", at: now() });
  }

  /** Announces the first try of an item. Resolves once that is on disk: until then the item must not be sent.
   *
   * @throws {Failure} When the journal cannot be written. Nothing may be sent then. */
  async sent(identifier: string): Promise<void> {
    // Noted at once: a batch that is aborted before the line is on disk tells the outcome before that.
    const line = { type: "sent", at: now(), identifier } as const;
    this.#ledger.add(line);
    try {
      await this.#lines.commit(textOf(line));
    } catch (error) {
      // The line may be on disk all the same, so that a reader says less than this run knows.
      const outcome = { identifier, state: "skipped" } as const;
      if (this.#ledger.isAwaiting(identifier)) this.#ledger.add({ type: "outcome", at: now(), outcome });
      throw error;
    }
  }

  /** Notes an outcome. It is on disk before any later announcement is. */
  outcome(outcome: BatchOutcome): void {
    // An array's rest, after an early end: thousands of lines without news.
    if (outcome.state === "skipped" && !this.#ledger.isAwaiting(outcome.identifier)) return;
    this.#append({ type: "outcome", at: now(), outcome: recordOfOutcome(outcome) });
  }

  /** The outcome of an item over all runs. */
  outcomeOf(identifier: string): BatchOutcome {
    return this.#ledger.outcomeOf(identifier);
  }

  /** Notes how the run ended. */
  end({ aborted, error }: Pick<BatchReport, "aborted" | "error">): void {
    this.#append({ type: "end", at: now(), aborted, ...(error && { error: recordOfError(error) }) });
  }

  /** Notes that another run is about to undo these items. Resolves once that is on disk. */
  async undoing(undo: { readonly id: string; readonly path: string }, items: readonly string[]): Promise<void> {
    const journal = placeOf(undo.path, this.path);
    for (const some of chunksOf(items)) this.#append({ type: "undoing", at: now(), id: undo.id, journal, items: some });
    await this.flush();
  }

  /** Notes that another run has undone these items. Resolves once that is on disk. */
  async undone(undo: { readonly id: string }, items: readonly string[]): Promise<void> {
    for (const some of chunksOf(items)) this.#append({ type: "undone", at: now(), id: undo.id, items: some });
    await this.flush();
  }

  /** Resolves once all that was noted is on disk.
   *
   * @throws {Failure} When the journal cannot be written. */
  flush(): Promise<void> {
    return this.#lines.flush();
  }

  /** Writes the rest, closes the file and gives the lock back.
   *
   * @throws {Failure} When the rest cannot be written. */
  async close(): Promise<void> {
    try {
      await this.#lines.close();
    } finally {
      this.#lock.release();
    }
  }

  #append(line: Line): void {
    this.#ledger.add(line);
    this.#lines.append(textOf(line));
  }
}

/** Begins a journal: a new file with the plan and all its items, on disk.
 *
 * @throws {Failure} For a file that is there already, or cannot be made. */
export async function createJournal(path: string, plan: Plan): Promise<Journal> {
  const header = headerOf(plan, path);
  const held = await lock(path);
  let file: FileHandle | undefined;
  try {
    file = await open(path, "ax", 0o600);
    const lines = new GroupCommit(file, path);
    const ledger = new Ledger(header, path);
    lines.append(textOf(header));
    for (const items of chunksOf(plan.items)) {
      const line = { type: "items", items: items.map(({ identifier, name }) => named(identifier, name)) } as const;
      ledger.add(line);
      lines.append(textOf(line));
    }
    await lines.flush();
    await syncFolder(path);
    return new Journal(path, ledger, lines, held);
  } catch (error) {
    if (file !== undefined) {
      // Nothing was sent, and a part of a list is of no use.
      await file.close();
      await rm(path, { force: true });
    }
    held.release();
    throw error instanceof Failure ? error : notMade(path, error);
  }
}

/** Opens a journal to go on with it. A torn last line is cut off.
 *
 * @throws {Failure} For a journal that cannot be read or written, or that another process uses. */
export async function openJournal(path: string): Promise<Journal> {
  const held = await lock(path);
  let file: FileHandle | undefined;
  try {
    const { ledger, length, torn, open: isOpen } = readJournalText(path);
    file = await open(path, constants.O_WRONLY | constants.O_APPEND);
    if (torn) await file.truncate(length);
    const lines = new GroupCommit(file, path);
    if (isOpen) lines.append("\n");
    return new Journal(path, ledger, lines, held);
  } catch (error) {
    await file?.close();
    held.release();
    if (error instanceof Failure) throw error;
    throw new Failure(`${path} cannot be written: ${(error as Error).message}.`);
  }
}

function headerOf(plan: Plan, path: string): HeaderLine {
  const { kind, action, address, tenant, verify, started, undoes, items } = plan;
  const header: HeaderLine = {
    type: "header",
    format: "mysafe-journal",
    version,
    id: randomUUID(),
    kind,
    action,
    address: addressOf(address),
    ...(tenant !== undefined && { tenant }),
    verify,
    started,
    ...(undoes && { undoes: [...new Set(undoes.map((other) => placeOf(other, path)))] }),
    total: items.length,
  };
  lineOf(textOf(header)); // What could not be read again is found out before anything is sent.
  return header;
}

function named(identifier: string, name: string | undefined): { identifier: string; name?: string } {
  return name === undefined ? { identifier } : { identifier, name };
}

function chunksOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / chunk) }, (_, n) => all.slice(n * chunk, (n + 1) * chunk));
}

/** Puts the name of a new file on disk too. Windows cannot open a folder, and needs no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(dirname(resolve(path)), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function notMade(path: string, error: unknown): Failure {
  if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
    return new Failure(`The journal ${path} cannot be made: ${(error as Error).message}.`);
  }
  return new Failure(
    `There already is a file ${path}. A new journal does not replace one: go on with it, or name another.`,
  );
}

function now(): string {
  return new Date().toISOString();
}
