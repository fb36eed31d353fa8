import type { ItemSummary, Kind } from "mysafe-wasm";
import type { Invocation } from "../commands/command.js";
import { connect, itemsOf, placeOf } from "../connection/connection.js";
import { type Status, status } from "../failure.js";
import { formatOf } from "../options/format.js";
import { csvOf } from "../output/csv.js";
import { jsonOf } from "../output/json.js";
import { tableOf } from "../output/table.js";
import { tsvOf } from "../output/tsv.js";
import type { Terminal } from "../terminal/terminal.js";
import { hasPart, selectionOf } from "./filter.js";

/** An entry of a list, of any kind. */
type Summary = ItemSummary & Partial<Record<"url" | "username" | "tags", string>>;

/** The columns that not all kinds have. */
const more: Readonly<Record<Kind, readonly ("url" | "username" | "tags")[]>> = {
  apiSecret: [],
  password: ["username", "url", "tags"],
  note: ["tags"],
};

const flags = ["canView", "canWrite", "needJustify", "needApproval"] as const;

/** Lists the items of a kind. */
export async function listItems({ values, terminal, interruption }: Invocation): Promise<Status> {
  const { words } = terminal;
  const { kind = "apiSecret" } = values;
  const format = formatOf(values, words);
  const { filter, namePart } = selectionOf(kind, values, words);
  const place = await placeOf(values, terminal, interruption.signal);
  const connection = await connect(place, values, terminal, interruption.signal);
  const listed: readonly Summary[] = await itemsOf(connection, kind).list(filter, { signal: interruption.signal });
  connection.client.close();
  const items = namePart === undefined ? listed : listed.filter(({ name }) => hasPart(name, namePart));
  terminal.print(await textOf(kind, items, format, place.address, terminal));
  if (format === "text" && terminal.showsResults) {
    const noun = words.nouns[kind];
    terminal.say(items.length === 0 ? words.items.none(noun) : words.items.found(items.length, noun));
  }
  return status.done;
}

async function textOf(
  kind: Kind,
  items: readonly Summary[],
  format: "json" | "csv" | "text",
  address: string,
  terminal: Terminal,
): Promise<string> {
  if (format === "json") return jsonOf({ kind, address, total: items.length, items });
  if (format === "text" && terminal.showsResults) return items.length === 0 ? "" : tableOfItems(kind, items, terminal);
  const columns = ["identifier", "name", ...more[kind], ...flags] as const;
  const rows = items.map((item) => columns.map((column) => item[column]));
  const names = columns.map((column) => column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  return format === "csv" ? csvOf(names, rows, terminal.words.listSeparator) : tsvOf(names, rows);
}

function tableOfItems(kind: Kind, items: readonly Summary[], { words, resultPaint }: Terminal): string {
  const { columns, permissions } = words;
  const fields = ["identifier", "name", ...more[kind]] as const;
  const permissionsOf = (item: Summary): string =>
    [
      item.canView ? "" : permissions.notViewable,
      item.canWrite ? "" : permissions.readOnly,
      item.needJustify ? permissions.needJustify : "",
      item.needApproval ? permissions.needApproval : "",
    ]
      .filter(Boolean)
      .join(", ");
  const rows = items.map((item) => [...fields.map((field) => item[field] ?? ""), permissionsOf(item)]);
  return tableOf([...fields.map((field) => columns[field]), columns.permissions], rows, resultPaint);
}
