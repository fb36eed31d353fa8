import { signal } from "@preact/signals";
import type { Kind } from "mysafe-wasm";
import { may } from "../connection/broker.ts";
import { connection } from "../connection/connection.ts";
import { itemOf } from "../item.ts";
import { collectionOf } from "../items/collection.ts";
import type { Report, Target } from "../report/report.ts";

/** Items whose stored values are to be replaced before they are activated. */
export interface Rotation {
  readonly kind: Kind;
  readonly targets: readonly Target[];
  /** The report that says that they are off. */
  readonly undoes?: Report | undefined;
}

/** The rotation on screen. */
export const rotation = signal<Rotation | undefined>(undefined);

/** Begins a rotation. */
export function rotate(items: Rotation): void {
  if (connection.value && mayRotate(items.kind)) rotation.value = items;
}

/** Drops the rotation. */
export function dropRotation(): void {
  rotation.value = undefined;
}

/** Whether somebody may replace the values of a kind, and activate it. */
export function mayRotate(kind: Kind): boolean {
  return may(kind, "update") && may(kind, "activate");
}

/** The items of a report that it has switched off or found off, and of which nothing later is known. Each is there once. */
export function rotatable({ kind, entries, undone }: Report): readonly Target[] {
  const { states } = collectionOf(kind);
  const off = new Map<string, Target>();
  for (const { identifier, name, outcome } of entries) {
    const item = itemOf(identifier);
    const isOff = "change" in outcome && !outcome.change.active && !undone.has(item);
    if (isOff && !off.has(item) && states.of(identifier) !== "active") off.set(item, { identifier, name });
  }
  return [...off.values()];
}

/** Those of some items that this visit knows to be off. */
export function knownOff(kind: Kind, targets: readonly Target[]): readonly Target[] {
  const { states } = collectionOf(kind);
  return targets.filter(({ identifier }) => states.of(identifier) === "inactive");
}

// A rotation is of one connection. Its end forgets the values.
connection.subscribe(dropRotation);
