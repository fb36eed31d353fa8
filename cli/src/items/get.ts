import type { Kind } from "mysafe-wasm";
import type { Invocation } from "../commands/command.js";
import { connect, itemsOf, placeOf } from "../connection/connection.js";
import { Failure, type Status, status } from "../failure.js";
import { problemOf, trimmed } from "../input/identifier.js";
import { quoted } from "../input/quoted.js";
import { jsonOf } from "../output/json.js";
import { padded, widthOf } from "../output/table.js";
import { printable } from "../terminal/printable.js";
import type { Terminal } from "../terminal/terminal.js";

/** The fields of an item in the order of the output. */
const order: Readonly<Record<Kind, readonly string[]>> = {
  apiSecret: ["identifier", "name", "url", "clientId", "clientSecret", "identifierCode", "method", "tags", "notes"],
  password: ["identifier", "name", "url", "username", "password", "secretKey", "totp", "tags", "notes"],
  note: ["identifier", "name", "note", "tags"],
};

/** The fields that hold or can hold a secret. People write passwords into notes of other items, too. */
const secrets: ReadonlySet<string> = new Set(["clientSecret", "password", "secretKey", "totp", "note", "notes"]);

/** Of one length, whatever it hides. */
const mask = "••••••••";

type Fields = Readonly<Record<string, unknown>>;

/** Shows one item. */
export async function getItem({ arguments: given, values, terminal, interruption }: Invocation): Promise<Status> {
  const { kind = "apiSecret", reveal = false, json = false } = values;
  const identifier = trimmed(given[0] ?? "");
  const problem = problemOf(identifier);
  if (problem !== undefined) throw new Failure(`${quoted(given[0] ?? "")} is not an identifier: ${problem}.`);
  const place = await placeOf(values, terminal, interruption.signal);
  const connection = await connect(place, values, terminal, interruption.signal);
  const item: Fields = { ...(await itemsOf(connection, kind).get(identifier, { signal: interruption.signal })) };
  connection.client.close();
  const masked = reveal ? [] : Object.keys(item).filter((field) => secrets.has(field) && item[field] !== undefined);
  if (json) terminal.print(jsonOf({ kind, address: place.address, masked, item: withoutValues(item, masked) }));
  else terminal.print(linesOf(kind, item, masked, terminal));
  if (!json && masked.length > 0) terminal.say(terminal.words.items.masked);
  return status.done;
}

function withoutValues(item: Fields, masked: readonly string[]): Fields {
  return { ...item, ...Object.fromEntries(masked.map((field) => [field, null])) };
}

function linesOf(kind: Kind, item: Fields, masked: readonly string[], { words, resultPaint }: Terminal): string {
  const fields = order[kind].filter((field) => item[field] !== undefined);
  const rows = [
    ...fields.map((field): [string, string] => [field, masked.includes(field) ? mask : String(item[field])]),
    ["usersAllowed", sharesOf(item.usersAllowed, "username", words.items.mayEdit)],
    ["groupsAllowed", sharesOf(item.groupsAllowed, "name", words.items.mayEdit)],
  ] as [string, string][];
  const shown = rows.filter(([, value]) => value !== "");
  const width = Math.max(...shown.map(([field]) => widthOf(words.fields[field] ?? field)));
  const lines = shown.map(([field, value]) => {
    const label = resultPaint.strong(padded(words.fields[field] ?? field, width));
    // A note has lines of its own.
    const [first = "", ...rest] = value.split(/\r?\n/).map(printable);
    return [`${label}  ${first}`, ...rest.map((line) => `${" ".repeat(width)}  ${line}`)].join("\n");
  });
  return `${lines.join("\n")}\n`;
}

function sharesOf(shares: unknown, name: "username" | "name", mayEdit: string): string {
  const all = Array.isArray(shares) ? (shares as readonly Fields[]) : [];
  return all.map((share) => `${share[name]}${share.canEdit === true ? ` (${mayEdit})` : ""}`).join(", ");
}
