import { signal } from "@preact/signals";
import { may } from "../connection/broker.ts";
import { connection } from "../connection/connection.ts";
import type { Job } from "./job.ts";

/** The job that waits for confirmation. */
export const pendingJob = signal<Job | undefined>(undefined);

/** The number of items from which it has to be typed to confirm. */
export const typedConfirmationFrom = 50;

/** Asks for confirmation of a job. Does nothing without a connection, without items, or for somebody who may not do it. */
export function requestConfirmation(job: Job): void {
  if (connection.value && job.targets.length > 0 && may(job.kind, job.action)) pendingJob.value = job;
}

/** Drops the waiting job. */
export function dismissJob(): void {
  pendingJob.value = undefined;
}

// A job is only for the connection it was requested on.
connection.subscribe(dismissJob);
