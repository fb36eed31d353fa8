import type { Row } from "./table.ts";

/** The rows of a table in Markdown, Jira or terminal form, if the text has one. Other lines are marked as outside. */
export function wikiRows(text: string): readonly Row[] | undefined {
  const lines = text.split("\n");
  const hasOuterBars = lines.some(hasOuterBar);
  const hasRule = lines.some((line) => isRule(line) && /[|+]/.test(line));
  if (!hasOuterBars && !hasRule) return undefined;
  let afterEmptyLine = false;
  return lines.flatMap((line): Row[] => {
    if (isRule(line)) return [];
    const isRow = hasOuterBars ? hasOuterBar(line) : line.includes("|");
    const row = isRow ? { cells: cellsOf(line), afterEmptyLine } : { cells: [line.trim()], outside: true };
    afterEmptyLine = !isRow;
    return line.trim() === "" ? [] : [row];
  });
}

function hasOuterBar(line: string): boolean {
  return /^\s*\|[^\n]*\|/.test(line);
}

/** A line without content: `|---|:--:|`, `+----+----+`, `----+----`. */
function isRule(line: string): boolean {
  return line.includes("-") && /^[\s|+:-]+$/.test(line);
}

/** Replaces a `|` that is not a separator. */
const placeholder = "\u0000";

/** Splits at `|`, but not inside `\|` or a link `[43|https://…]`. A header row in Jira has `||` as its separator. */
function cellsOf(line: string): readonly string[] {
  const row = line.trim().replace(/\\\||\[[^\]]*\]/g, (part) => part.replace(/\\?\|/g, placeholder));
  const separator = row.startsWith("||") ? "||" : "|";
  const open = row.startsWith(separator) ? row.slice(separator.length) : row;
  const cells = (open.endsWith(separator) ? open.slice(0, -separator.length) : open).split(separator);
  return cells.map((cell) => cell.replaceAll(placeholder, "|").trim());
}
