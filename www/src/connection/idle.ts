// Locks the page after an idle time.

import { effect } from "@preact/signals";
import { run } from "../run/run.ts";
import { connection, disconnect } from "./connection.ts";
import { idleLimit, locksAt, postponeLock, warningTime } from "./lock.ts";

let timer: ReturnType<typeof setTimeout> | undefined;

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
