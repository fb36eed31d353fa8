import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** A process: its number, and a digest of when it began, since numbers are used again. The digest is empty where the
 * beginning cannot be found out. */
export interface ProcessName {
  readonly pid: number;
  readonly began: string;
}

/** This process. */
export function thisProcess(): ProcessName {
  return { pid: process.pid, began: beginningOf(process.pid) ?? "" };
}

/** A digest of this machine's name, and of the name space of its processes: the number of a process says nothing elsewhere,
 * also not in another container of the same machine. */
export function thisMachine(): string {
  const parts = [hostname()];
  if (process.platform === "linux") {
    parts.push(
      orNothing(() => readFileSync("/etc/machine-id", "latin1")),
      orNothing(() => readlinkSync("/proc/self/ns/pid")),
    );
  }
  return digestOf(parts.join("\n"));
}

function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}

/** Whether the process still runs. A process that is dead and not yet buried (a zombie) does not. If in doubt, it does. */
export function isRunning({ pid, began }: ProcessName): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is another user's.
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const now = beginningOf(pid);
  if (now === undefined) return false;
  return began === "" || now === "" || began === now;
}

/** When a process began, as a digest; empty if that cannot be found out; nothing if it has ended. */
function beginningOf(pid: number): string | undefined {
  try {
    const began = readBeginning(pid);
    return began && digestOf(began);
  } catch {
    return "";
  }
}

function readBeginning(pid: number): string | undefined {
  if (process.platform === "linux") return beginningOnLinux(pid);
  if (process.platform === "win32") return beginningOnWindows(pid);
  return beginningByPs(pid);
}

/** A text as twelve characters that a file name can have. */
function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

function beginningOnLinux(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  } catch (error) {
    // ESRCH: it ended while it was read. ENOENT says less: another user's process can be hidden (hidepid).
    return (error as NodeJS.ErrnoException).code === "ESRCH" ? undefined : "";
  }
  // The name before may have spaces and brackets in it. Field 3 is the state, field 22 the start in ticks since the boot.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields[0] === "Z" || fields[0] === "X") return undefined;
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
  return `${boot} ${fields[19]}`;
}

function beginningByPs(pid: number): string | undefined {
  const env = { PATH: "/bin:/usr/bin", LC_ALL: "C", TZ: "UTC" };
  const output = execFileSync("ps", ["-o", "stat=", "-o", "lstart=", "-p", String(pid)], {
    env,
    encoding: "latin1",
    timeout: 5_000,
  });
  const [state = "", ...began] = output.trim().split(/\s+/);
  return state.startsWith("Z") ? undefined : began.join(" ");
}

function beginningOnWindows(pid: number): string {
  const script = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
  const options = ["-NoProfile", "-NonInteractive", "-Command", script];
  return execFileSync("powershell.exe", options, { encoding: "latin1", timeout: 10_000, windowsHide: true }).trim();
}
