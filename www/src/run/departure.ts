import { signal } from "@preact/signals";
import { connection } from "../connection/connection.ts";
import { run } from "./run.ts";

/** A way to end the connection, which ends a run too. */
export interface Departure {
  /** What is asked during a run, of which so many items are done. */
  readonly question: (done: number, total: number) => string;
  /** The name of the button that confirms. */
  readonly label: string;
  readonly leave: () => void;
}

/** The departure that waits for confirmation. */
export const pendingDeparture = signal<Departure | undefined>(undefined);

/** Leaves, and asks first if a run is going on. */
export function depart(departure: Departure): void {
  if (run.value) pendingDeparture.value = departure;
  else departure.leave();
}

/** Drops the waiting departure. */
export function stay(): void {
  pendingDeparture.value = undefined;
}

// The question is about this connection and this run.
connection.subscribe(stay);
run.subscribe(stay);
