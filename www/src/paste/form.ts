import { identifiersIn } from "./cell.ts";
import { folded } from "./marks.ts";
import type { IsListed } from "./mention.ts";
import type { Row } from "./table.ts";

interface Field {
  readonly label: string;
  value: string;
}

/** The rows of a text of labelled lines, as forms and tickets have them: `Identifier: 43`, `Uses: 7`. The labels name
 * the columns. Where one label alone has identifiers, no column is to be told from another, and there are no rows. */
export function formRows(text: string, isListed: IsListed): readonly Row[] | undefined {
  const { records, others } = recordsIn(text);
  const fields = records.flat();
  const labels = new Map(fields.map(({ label }) => [folded(label), label]));
  const numbered = new Set(
    fields.filter(({ value }) => identifiersIn(value, isListed).length > 0).map(({ label }) => folded(label)),
  );
  if (numbered.size < 2) return undefined;
  const columns = [...labels.keys()];
  const rows = records.map((record) => {
    const values = new Map(record.map(({ label, value }) => [folded(label), value]));
    return { cells: columns.map((column) => values.get(column) ?? "") };
  });
  const outside = others.map((line) => ({ cells: [line], outside: true }));
  return [{ cells: [...labels.values()] }, ...rows, ...outside];
}

/** A record ends where a label comes again. */
function recordsIn(text: string) {
  const records: Field[][] = [];
  const others: string[] = [];
  let open: Field | undefined;
  for (const line of text.split("\n")) {
    const [, label, value = ""] = /^[\s*•-]*([^\d:=|;,\t]{1,40})[:=]\s*(.*)$/.exec(line) ?? [];
    if (label !== undefined && /\p{L}/u.test(label)) {
      const record = records.at(-1);
      open = { label: label.trim(), value: value.trim() };
      if (!record || record.some((field) => folded(field.label) === folded(label))) records.push([open]);
      else record.push(open);
    } else if (open && /[,;]$/.test(open.value) && line.trim() !== "") open.value += ` ${line.trim()}`;
    else if (line.trim() !== "") others.push(line.trim());
  }
  return { records, others };
}
