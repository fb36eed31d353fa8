import type { MySafeEvent } from "mysafe-wasm";

/** Those who are told of every event of the client. */
const listeners = new Set<(event: MySafeEvent) => void>();

/** Tells of every event of the client from now on. Returns how to end that. */
export function onClientEvent(listen: (event: MySafeEvent) => void): () => void {
  listeners.add(listen);
  return () => void listeners.delete(listen);
}

/** Passes an event on. */
export function passOn(event: MySafeEvent): void {
  for (const listen of listeners) listen(event);
}
