import { withoutMarkup } from "./cell.ts";
import { withoutMarks } from "./marks.ts";

/** A piece of a pasted text that may name an item by something else than its identifier. */
export interface Piece {
  readonly text: string;
  /** Whether it fills a line, a cell or a quoted value, or follows a name and `=`. A word of running text does not. */
  readonly isAlone: boolean;
}

/** The pieces of a text, each once, in its order. */
export function piecesIn(text: string): readonly Piece[] {
  const pieces = new Map<string, boolean>();
  const add = (piece: string, isAlone: boolean) => {
    if (piece !== "" && piece.length <= 2_048) pieces.set(piece, isAlone || pieces.get(piece) === true);
  };
  for (const line of withoutMarks(text).split("\n")) {
    add(withoutMarkup(line), true);
    for (const cell of cellsOf(line)) add(withoutMarkup(cell), true);
    for (const [, quoted = ""] of line.matchAll(/["“]([^"“”]{1,2048})["”]/g)) add(quoted.trim(), true);
    for (const [url] of line.matchAll(/\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s<>"'`|]+/gi)) add(withoutEnd(url), false);
    for (const [word] of line.matchAll(/[^\s,;|"'`<>()[\]{}]+/g)) {
      const bare = withoutEnd(word.replace(/^[#*_~-]+/, ""));
      add(bare, false);
      const [, labelled = ""] = /^[\p{L}_.-]+[=:](?!\/\/)(.+)$/u.exec(bare) ?? [];
      add(labelled, true);
    }
  }
  return [...pieces].map(([piece, isAlone]) => ({ text: piece, isAlone }));
}

/** The cells of a line. A comma separates cells only where each is short: it is in running text, too. */
function cellsOf(line: string): readonly string[] {
  const cells = line.split(/[\t;|]/);
  if (cells.length > 1) return cells;
  const byComma = line.split(",");
  return byComma.every((cell) => cell.trim().split(/\s+/).length <= 2) ? byComma : [];
}

/** A word without the punctuation of its sentence. */
function withoutEnd(word: string): string {
  return word.replace(/[.,:;!?…)\]}*_~]{1,16}$/, "");
}
