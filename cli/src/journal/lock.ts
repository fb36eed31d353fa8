import { closeSync, openSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../failure.js";
import { isRunning, type ProcessName, thisMachine, thisProcess } from "./process.js";

/** A lock that is held. */
export interface Lock {
  /** Gives it back. A second call does nothing. */
  release(): void;
}

/** How often two processes that begin at the same moment try again. */
const tries = 5;

const held = new Set<string>();

/** Locks a journal for this process. It need not be there yet.
 *
 * The lock is a file beside the journal whose name says which process of which machine holds it. A process first makes its
 * own and then looks for others, so that of two at least one sees the other. The lock of a process that was killed is taken
 * away: nobody else can ever make a file of that name, so that this takes away no other process's lock. A lock of one file
 * that is taken over could not promise that.
 *
 * @throws {Failure} When another process holds it, or one of another machine, of which it cannot be known. */
export async function lock(path: string): Promise<Lock> {
  const target = realPath(path);
  const { folder, prefix } = placeOfLocks(target);
  const own = nameOf(thisProcess());
  if (held.has(target)) throw inUse(path, process.pid);
  held.add(target);
  try {
    for (let round = 1; ; round += 1) {
      make(join(folder, prefix + own));
      const others = holders(folder, prefix).filter((name) => name !== own);
      const other = others.find((name) => !isLeft(name));
      if (other === undefined) {
        for (const name of others) rmSync(join(folder, prefix + name), { force: true });
        break;
      }
      rmSync(join(folder, prefix + own), { force: true });
      const holder = holderOf(other);
      if (holder?.host !== thisMachine()) throw inUseElsewhere(path, join(folder, prefix + other));
      if (round === tries) throw inUse(path, holder.process.pid);
      await sleep(Math.random() * 20 * round);
    }
  } catch (error) {
    held.delete(target);
    throw error;
  }
  function release(): void {
    process.removeListener("exit", release);
    if (held.delete(target)) rmSync(join(folder, prefix + own), { force: true });
  }
  process.once("exit", release); // An exit in the middle of a run is no kill: it leaves no lock behind.
  return { release };
}

function placeOfLocks(target: string): { readonly folder: string; readonly prefix: string } {
  return { folder: dirname(target), prefix: `${basename(target)}.lock-` };
}

/** The path without symbolic links, of a file that is perhaps not there. */
function realPath(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    try {
      return join(realpathSync(dirname(absolute)), basename(absolute));
    } catch {
      throw new Failure(`There is no folder ${dirname(absolute)}.`);
    }
  }
}

function make(file: string): void {
  try {
    // A file of this very name was left by nobody who still runs. It is not followed, if it is a link.
    rmSync(file, { force: true });
    closeSync(openSync(file, "wx", 0o600));
  } catch (error) {
    throw new Failure(`The journal cannot be locked: ${(error as Error).message}.`);
  }
}

function holders(folder: string, prefix: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length));
}

/** Whether the holder ended without giving its lock back. */
function isLeft(name: string): boolean {
  const holder = holderOf(name);
  return holder !== undefined && holder.host === thisMachine() && !isRunning(holder.process);
}

function nameOf({ pid, began }: ProcessName): string {
  return [thisMachine(), pid, began === "" ? "0" : began].join("-");
}

function holderOf(name: string): { readonly host: string; readonly process: ProcessName } | undefined {
  const match = /^([0-9a-f]{12})-(\d{1,10})-(0|[0-9a-f]{12})$/.exec(name);
  if (match === null) return undefined;
  const [, host = "", pid, began = ""] = match;
  return { host, process: { pid: Number(pid), began: began === "0" ? "" : began } };
}

function inUse(path: string, pid: number): Failure {
  return new Failure(`${path} is in use by another run (process ${pid}). Wait until it has ended.`);
}

function inUseElsewhere(path: string, file: string): Failure {
  const advice = `If that has ended, delete ${file}.`;
  return new Failure(
    `${path} is in use by a run on another machine or in another container, or was when that was killed. ${advice}`,
  );
}
