import { effect, signal } from "@preact/signals";
import { run } from "../run/run.ts";
import { connection, disconnect } from "./connection.ts";

/** The idle time after which the page locks, ms. */
export const idleLimit = 10 * 60_000;

/** The time before the lock during which a countdown is shown, ms. */
export const warningTime = 60_000;

/** When the page locks (ms since the Unix epoch). `undefined` without a connection and while a batch runs. */
export const locksAt = signal<number | undefined>(undefined);

let timer: ReturnType<typeof setTimeout> | undefined;

/** Restarts the idle time, after a sign of activity. */
export function postponeLock(): void {
  if (locksAt.peek() === undefined) return;
  locksAt.value = Date.now() + idleLimit;
}

/** A running batch prevents the lock, because the visitor waits for it: the idle time starts at its end. A paused batch
 * can have been forgotten, so it prevents nothing. */
const mayLock = () => connection.value !== undefined && (run.value === undefined || run.value.phase.value === "paused");

effect(() => {
  locksAt.value = mayLock() ? Date.now() + idleLimit : undefined;
});

effect(() => {
  clearTimeout(timer);
  if (locksAt.value !== undefined) timer = setTimeout(lockWhenDue, locksAt.value - Date.now());
});

// The touch that wakes a machine from sleep does not postpone a lock that is due.
for (const event of ["pointerup", "keydown"]) {
  addEventListener(event, () => lockWhenDue() || postponeLock(), { capture: true, passive: true });
}
// During the countdown, moving the mouse is not enough: it can be accidental.
for (const event of ["pointermove", "wheel"]) {
  addEventListener(event, () => lockWhenDue() || isLockNear() || postponeLock(), { capture: true, passive: true });
}
document.addEventListener("visibilitychange", lockWhenDue);

const isLockNear = () => (locksAt.peek() ?? Number.POSITIVE_INFINITY) - Date.now() <= warningTime;

/** Locks the page if the time has come. Timers stop while a machine sleeps, so this compares with the clock. */
function lockWhenDue(): boolean {
  const due = locksAt.peek() !== undefined && Date.now() >= (locksAt.peek() ?? 0);
  if (due) disconnect("idle");
  return due;
}
