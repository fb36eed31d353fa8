import { readFileSync } from "node:fs";
import { Failure } from "../failure.js";
import { Mismatch } from "./check.js";
import { Ledger } from "./ledger.js";
import { type Line, lineOf, TornLine } from "./line.js";
import type { Run } from "./run.js";

/** A journal that was read, with what its writer needs to go on. */
export interface JournalText {
  readonly ledger: Ledger;
  /** The bytes up to the end of the last whole line. */
  readonly length: number;
  /** Whether bytes of a torn line follow. */
  readonly torn: boolean;
  /** Whether only the line feed after the last line is missing. */
  readonly open: boolean;
}

const lineFeed = 0x0a;
const startOfHeader = '{"type":"header"';
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads a journal. It is also read while a run writes it. A torn last line is read past: what it announced was not sent, and
 * what it told is not known.
 *
 * @throws {Failure} For a file that cannot be read, or is no journal, or has a torn line before its last one. */
export function readJournal(path: string): Run {
  const { ledger, torn } = readJournalText(path);
  return ledger.run(torn);
}

/** Reads a journal for its writer.
 *
 * @throws {Failure} As {@link readJournal}. */
export function readJournalText(path: string): JournalText {
  const bytes = bytesOf(path);
  let ledger: Ledger | undefined;
  let start = 0;
  let number = 1;
  let open = false;
  while (start < bytes.length) {
    const end = bytes.indexOf(lineFeed, start);
    const line = bytes.subarray(start, end < 0 ? bytes.length : end);
    try {
      const read = lineOf(decode(line));
      if (ledger === undefined) ledger = begin(read, path);
      else ledger.add(read);
    } catch (error) {
      // Without its line feed it is the end of a write that was cut off. With it, it was changed by others.
      if (error instanceof TornLine && end < 0) break;
      throw unreadable(path, number, error);
    }
    // A part of a JSON object is none, so that a line that can be read is whole, even without its line feed.
    open = end < 0;
    start = open ? bytes.length : end + 1;
    number += 1;
  }
  if (ledger === undefined || !ledger.isComplete) {
    if (!startOfHeader.startsWith(bytes.toString("latin1", 0, startOfHeader.length))) {
      throw new Failure(`${path} is no journal.`);
    }
    const reason = "it was cut off before its list of items was complete, so that nothing was sent";
    throw new Failure(`${path} is no whole journal: ${reason}. Delete it, and begin again.`);
  }
  return { ledger, length: start, torn: start < bytes.length, open };
}

function begin(line: Line, path: string): Ledger {
  if (line.type !== "header") throw new Mismatch("it is no header");
  return new Ledger(line, path);
}

function decode(line: Uint8Array): string {
  try {
    return decoder.decode(line);
  } catch {
    throw new TornLine("it is no UTF-8"); // A character of several bytes was cut.
  }
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new Failure(code === "ENOENT" ? `There is no journal ${path}.` : `${path} cannot be read: ${code ?? error}.`);
  }
}

function unreadable(path: string, number: number, error: unknown): Failure {
  if (!(error instanceof Mismatch)) throw error;
  const reason = error.message;
  if (number === 1) return new Failure(`${path} is no journal that can be read. Line 1: ${reason}.`);
  return new Failure(`${path}, line ${number}, cannot be read: ${reason}. The file was damaged or changed by hand.`);
}
