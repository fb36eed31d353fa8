/** What a pasted text names. */
export interface Named {
  /** Those that the list has. */
  readonly listed: readonly string[];
  /** What looks like an identifier and is not in the list. */
  readonly unlisted: readonly string[];
  /** Whatever else stood there. */
  readonly ignored: readonly string[];
}

/** Finds the identifiers in the text of a ticket, or in a CSV that has a column named "identifier". */
export function identifiersIn(text: string, isListed: (identifier: string) => boolean): Named {
  const listed = new Set<string>();
  const unlisted = new Set<string>();
  const ignored = new Set<string>();
  for (const word of column(text) ?? words(text)) {
    if (isListed(word)) listed.add(word);
    else if (/^\d{1,256}$/.test(word)) unlisted.add(word);
    else ignored.add(word);
  }
  return { listed: [...listed], unlisted: [...unlisted], ignored: [...ignored] };
}

/** The words of a text, without what stands around them: `#43`, `"43"`, `(43)`. */
function words(text: string): string[] {
  return text
    .split(/[\s,;|]+/)
    .map((word) => word.replace(/^[#"'`([{<]+|["'`)\]}>.:!?]+$/g, ""))
    .filter((word) => word !== "");
}

/** The cells of the column "identifier", when the text is a table that has one. */
function column(text: string): string[] | undefined {
  for (const separator of [",", ";", "\t"]) {
    const [head = [], ...rows] = table(text.replace(/^\uFEFF/, ""), separator);
    const index = head.findIndex((name) => /^identifier$/i.test(name));
    if (head.length > 1 && index >= 0) return rows.map((row) => row[index] ?? "").filter((cell) => cell !== "");
  }
  return undefined;
}

/** CSV as RFC 4180 has it. A quoted cell may hold separators, line ends, and quotes, each written as two. */
function table(text: string, separator: string): string[][] {
  const cell = new RegExp(`(${separator}|\\r?\\n)(?:"((?:[^"]|"")*)"|([^${separator}\\r\\n]*))`, "g");
  const rows: string[][] = [];
  for (const [, before, quoted, plain = ""] of `\n${text}`.matchAll(cell)) {
    if (before !== separator) rows.push([]);
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain).trim());
  }
  return rows;
}
