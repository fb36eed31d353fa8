import { signal } from "@preact/signals";
import { nameOf, session } from "../connection/broker.ts";
import { connection } from "../connection/connection.ts";
import type { Who } from "./turn.ts";

/** What the visitor says of the runs to come. It is kept until the page is closed. */
export const operator = signal("");
export const ticket = signal("");
export const note = signal("");

/** Who acts now, and why. Behind a broker it is the person who is signed in, whatever was entered. */
export function whoActs(): Who {
  const { identity } = session.value ?? {};
  return {
    operator: session.value ? nameOf(session.value) : entered(operator.value),
    identity: identity?.id,
    ticket: entered(ticket.value),
    note: entered(note.value),
    clientId: connection.value?.clientId,
  };
}

const entered = (text: string) => text.trim() || undefined;

let lastKey: string | undefined;

// With another access key, it may be another person.
connection.subscribe((current) => {
  if (!current) return;
  if (current.clientId === undefined || current.clientId !== lastKey) operator.value = "";
  lastKey = current.clientId;
});
