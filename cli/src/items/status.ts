import type { Kind, MySafeError } from "mysafe-wasm";
import { checkStandardInput, readGiven } from "../batch/items-given.js";
import type { Invocation } from "../commands/command.js";
import { type Connection, connect, itemsOf, placeOf } from "../connection/connection.js";
import { Failure, type Status, status } from "../failure.js";
import type { GivenItem } from "../input/reading.js";
import { itemOf } from "../journal/item.js";
import { formatOf } from "../options/format.js";
import { UsageFailure } from "../options/usage-failure.js";
import { csvOf } from "../output/csv.js";
import { jsonOf } from "../output/json.js";
import { tableOf } from "../output/table.js";
import { tsvOf } from "../output/tsv.js";
import type { Terminal } from "../terminal/terminal.js";

/** What is known of the state of an item. */
interface State extends GivenItem {
  readonly state: "active" | "inactive" | "unknown";
  readonly error?: MySafeError;
}

/** Says which items are active. */
export async function showStates(invocation: Invocation): Promise<Status> {
  const { arguments: given, values, terminal, interruption } = invocation;
  const { words } = terminal;
  const { signal } = interruption;
  const format = formatOf(values, words);
  if (given.length === 0 && values.from === undefined) throw new UsageFailure(words.usage.noStatusItems);
  checkStandardInput(values, terminal);
  const reading = await readGiven(given, values, terminal, signal);
  const stated = "kind" in reading ? reading.kind : undefined;
  const kind = values.kind ?? stated ?? "apiSecret";
  if (stated !== undefined && stated !== kind) {
    throw new Failure(words.failures.otherKind(values.from ?? "", words.nouns[stated].many, words.nouns[kind].many));
  }
  const place = await placeOf(values, terminal, signal);
  const connection = await connect(place, values, terminal, signal);
  const states = await statesOf(reading.items, { connection, kind, signal, concurrency: values.concurrency ?? 8 });
  connection.client.close();
  if (format === "json") terminal.print(jsonOf({ kind, address: place.address, total: states.length, items: states }));
  else terminal.print(await textOf(states, kind, format, terminal));
  if (states.some(({ error }) => error && endsAll(error))) return status.endedEarly;
  return states.every(({ state }) => state !== "unknown") ? status.done : status.incomplete;
}

interface Question {
  readonly connection: Connection;
  readonly kind: Kind;
  readonly signal: AbortSignal;
  readonly concurrency: number;
}

/** The states of items, several asked for at a time, each item once. */
async function statesOf(items: readonly GivenItem[], question: Question): Promise<readonly State[]> {
  const { connection, kind, signal, concurrency } = question;
  const calls = itemsOf(connection, kind);
  const { isMySafeError } = await import("mysafe-wasm");
  const known = new Map<string, Omit<State, "identifier" | "name">>();
  const waiting = new Map(items.map((item) => [itemOf(item.identifier), item.identifier]));
  const queue = waiting.entries();
  let end: MySafeError | undefined;
  const work = async (): Promise<void> => {
    for (const [key, identifier] of queue) {
      if (end) {
        known.set(key, { state: "unknown", error: end });
        continue;
      }
      try {
        known.set(key, { state: (await calls.isActive(identifier, { signal })) ? "active" : "inactive" });
      } catch (error) {
        if (!isMySafeError(error)) throw error;
        if (endsAll(error)) end = error;
        known.set(key, { state: "unknown", error });
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return items.map((item) => ({ ...item, ...(known.get(itemOf(item.identifier)) ?? { state: "unknown" }) }));
}

/** Whether an error is the same for all items, so that asking on is of no use. */
function endsAll({ code }: MySafeError): boolean {
  return code === "UNAUTHORIZED" || code === "CLOSED" || code === "INTERNAL";
}

function textOf(
  states: readonly State[],
  kind: Kind,
  format: "csv" | "text",
  { words, showsResults, resultPaint }: Terminal,
): string | Promise<string> {
  if (format === "text" && showsResults) {
    const { columns } = words;
    const reasons = words.reasons(words.nouns[kind]);
    const rows = states.map(({ identifier, name = "", state, error }) => {
      const reason = error ? (reasons[error.code]?.what ?? error.code) : "";
      return [identifier, name, words.states[state], reason];
    });
    return tableOf([columns.identifier, columns.name, columns.state, columns.reason], rows, resultPaint);
  }
  const columns = ["identifier", "name", "state", "code", "message"];
  const rows = states.map(({ identifier, name, state, error }) => [
    identifier,
    name,
    state,
    error?.code,
    error?.message,
  ]);
  return format === "csv" ? csvOf(columns, rows, words.listSeparator) : tsvOf(columns, rows);
}
