import { signal } from "@preact/signals";

/** The idle time after which the page locks, ms. */
export const idleLimit = 10 * 60_000;

/** The time before the lock during which a countdown is shown, ms. */
export const warningTime = 60_000;

/** When the page locks (ms since the Unix epoch). `undefined` without a connection and while a batch runs. */
export const locksAt = signal<number | undefined>(undefined);

/** Restarts the idle time: after a sign of activity, and when something that the visitor waits for has come on. */
export function postponeLock(): void {
  if (locksAt.peek() === undefined) return;
  locksAt.value = Date.now() + idleLimit;
}
