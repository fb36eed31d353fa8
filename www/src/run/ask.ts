import { signal } from "@preact/signals";
import { connection } from "../connection/connection.ts";
import type { Job } from "./run.ts";

/** A job that waits for a yes. */
export const asked = signal<Job | undefined>(undefined);

/** From this many on, the number is to be typed. */
export const largeFrom = 50;

export function ask(job: Job): void {
  if (connection.value && job.targets.length > 0) asked.value = job;
}

export function dismiss(): void {
  asked.value = undefined;
}

// What was asked on a connection is not done on the next.
connection.subscribe(dismiss);
