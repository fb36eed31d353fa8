import { effect, signal } from "@preact/signals";
import { run } from "../run/run.ts";
import { connection, disconnect } from "./connection.ts";

/** How long nobody may be there before the page locks. */
export const patience = 10 * 60_000;

/** How long before that it counts down where nobody can miss it. */
export const notice = 60_000;

/** When it will lock, or `undefined` while it will not: without a connection, or while a batch is on its way. */
export const locksAt = signal<number | undefined>(undefined);

let timer: ReturnType<typeof setTimeout> | undefined;

/** Somebody is there. */
export function stay(): void {
  if (locksAt.peek() === undefined) return;
  locksAt.value = Date.now() + patience;
}

/** A batch under way is what somebody waits for, so the ten minutes begin when it ends. One that is paused may have
 * been forgotten: it does not keep the page open. */
const mayLock = () => connection.value !== undefined && (run.value === undefined || run.value.phase.value === "paused");

effect(() => {
  locksAt.value = mayLock() ? Date.now() + patience : undefined;
});

effect(() => {
  clearTimeout(timer);
  if (locksAt.value !== undefined) timer = setTimeout(lockWhenDue, locksAt.value - Date.now());
});

// A machine that slept wakes by a touch: too late is too late, and the touch does not keep it open.
for (const event of ["pointerup", "keydown"]) {
  addEventListener(event, () => lockWhenDue() || stay(), { capture: true, passive: true });
}
// Once it says that it will lock, a mouse that is brushed is no answer.
for (const event of ["pointermove", "wheel"]) {
  addEventListener(event, () => lockWhenDue() || soon() || stay(), { capture: true, passive: true });
}
document.addEventListener("visibilitychange", lockWhenDue);

const soon = () => (locksAt.peek() ?? Number.POSITIVE_INFINITY) - Date.now() <= notice;

/** Timers stand still while a machine sleeps, so the clock is looked at too. */
function lockWhenDue(): boolean {
  const due = locksAt.peek() !== undefined && Date.now() >= (locksAt.peek() ?? 0);
  if (due) disconnect("idle");
  return due;
}
