import { signal } from "@preact/signals";
import { isMySafeError, type MySafeError } from "mysafe-wasm";
import { connection } from "../connection/connection.ts";
import { itemOf } from "../item.ts";
import { collectionOf } from "../items/collection.ts";
import type { ItemKind } from "../kinds/kind.ts";
import { type Facts, factsOf } from "./facts.ts";

/** What is known of an item from reading it. */
export type Reading =
  | { readonly is: "reading" }
  | { readonly is: "read"; readonly facts: Facts; readonly at: Date }
  | { readonly is: "inactive"; readonly at: Date }
  | { readonly is: "failed"; readonly error: MySafeError };

/** By kind and key. A reading is kept for the connection, so that looking again is no other view. */
const readings = signal<ReadonlyMap<string, Reading>>(new Map());

/** Whether items are read as soon as their details are opened. */
export const readsAtOnce = signal(false);

connection.subscribe(() => {
  readings.value = new Map();
  readsAtOnce.value = false;
});

/** What is known of an item. A component that calls this is rendered again after changes. */
export function readingOf(kind: ItemKind, identifier: string): Reading | undefined {
  return readings.value.get(keyOf(kind, identifier));
}

/** Reads an item, which MySafe may count as a view. Nothing but its facts is kept. */
export async function read(kind: ItemKind, identifier: string): Promise<void> {
  const current = connection.value;
  if (!current || readingOf(kind, identifier)?.is === "reading") return;
  const put = (reading: Reading) => {
    if (connection.value === current) readings.value = new Map(readings.value).set(keyOf(kind, identifier), reading);
  };
  const { states } = collectionOf(kind.name);
  put({ is: "reading" });
  try {
    const facts = factsOf(await kind.callsOf(current.client).get(identifier, {}), kind.details);
    put({ is: "read", facts, at: new Date() });
    if (connection.value === current) states.record(identifier, { active: true, at: Date.now() });
  } catch (error) {
    if (!isMySafeError(error)) throw error;
    if (error.code !== "INACTIVE") return put({ is: "failed", error });
    put({ is: "inactive", at: new Date() });
    if (connection.value === current) states.record(identifier, { active: false, at: Date.now() });
  }
}

const keyOf = ({ name }: ItemKind, identifier: string) => `${name} ${itemOf(identifier)}`;
