import { identifiersIn } from "./cell.ts";
import { normalizedName } from "./marks.ts";
import type { IsListed } from "./mention.ts";
import type { Row } from "./table.ts";

interface Field {
  readonly label: string;
  value: string;
}

/** Reads labelled lines, as in forms and tickets, as a table: `Identifier: 43`, `Uses: 7`. The labels are the header.
 * Returns `undefined` if fewer than two labels have identifiers: then there is no column to choose. */
export function formRows(text: string, isListed: IsListed): readonly Row[] | undefined {
  const { records, otherLines } = recordsIn(text);
  const fields = records.flat();
  const labels = new Map(fields.map(({ label }) => [normalizedName(label), label]));
  const labelsWithIdentifiers = new Set(
    fields.filter(({ value }) => identifiersIn(value, isListed).length > 0).map(({ label }) => normalizedName(label)),
  );
  if (labelsWithIdentifiers.size < 2) return undefined;
  const columns = [...labels.keys()];
  const rows = records.map((record) => {
    const values = new Map(record.map(({ label, value }) => [normalizedName(label), value]));
    return { cells: columns.map((column) => values.get(column) ?? "") };
  });
  const outside = otherLines.map((line) => ({ cells: [line], outside: true }));
  return [{ cells: [...labels.values()] }, ...rows, ...outside];
}

/** Groups labelled lines into records. A repeated label starts a new record. */
function recordsIn(text: string) {
  const records: Field[][] = [];
  const otherLines: string[] = [];
  let open: Field | undefined;
  for (const line of text.split("\n")) {
    const [, label, value = ""] = /^[\s*•-]*([^\d:=|;,\t]{1,40})[:=]\s*(.*)$/.exec(line) ?? [];
    if (label !== undefined && /\p{L}/u.test(label)) {
      const record = records.at(-1);
      open = { label: label.trim(), value: value.trim() };
      if (!record || record.some((field) => normalizedName(field.label) === normalizedName(label)))
        records.push([open]);
      else record.push(open);
    } else if (open && /[,;]$/.test(open.value) && line.trim() !== "") open.value += ` ${line.trim()}`;
    else if (line.trim() !== "") otherLines.push(line.trim());
  }
  return { records, otherLines };
}
