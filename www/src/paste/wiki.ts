import type { Row } from "./table.ts";

/** The rows of a table of Markdown, Jira or a terminal, if the text has one. Other lines stand outside of it. */
export function wikiRows(text: string): readonly Row[] | undefined {
  const lines = text.split("\n");
  const opened = lines.some(isOpened);
  const ruled = lines.some((line) => isRule(line) && /[|+]/.test(line));
  if (!opened && !ruled) return undefined;
  let apart = false;
  return lines.flatMap((line): Row[] => {
    if (isRule(line)) return [];
    const isRow = opened ? isOpened(line) : line.includes("|");
    const row = isRow ? { cells: cellsOf(line), apart } : { cells: [line.trim()], outside: true };
    apart = !isRow;
    return line.trim() === "" ? [] : [row];
  });
}

function isOpened(line: string): boolean {
  return /^\s*\|[^\n]*\|/.test(line);
}

/** A line that only draws: `|---|:--:|`, `+----+----+`, `----+----`. */
function isRule(line: string): boolean {
  return line.includes("-") && /^[\s|+:-]+$/.test(line);
}

/** Stands for a `|` that separates nothing. */
const inner = "\u0000";

/** Splits at `|`, but not at one in `\|` or in the link `[43|https://…]`. A header of Jira has `||` in its place. */
function cellsOf(line: string): readonly string[] {
  const row = line.trim().replace(/\\\||\[[^\]]*\]/g, (part) => part.replace(/\\?\|/g, inner));
  const separator = row.startsWith("||") ? "||" : "|";
  const open = row.startsWith(separator) ? row.slice(separator.length) : row;
  const cells = (open.endsWith(separator) ? open.slice(0, -separator.length) : open).split(separator);
  return cells.map((cell) => cell.replaceAll(inner, "|").trim());
}
