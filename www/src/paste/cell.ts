import { folded } from "./marks.ts";
import type { IsListed } from "./mention.ts";

const names = new Set(["identifier", "identifiers", "identificador", "identificadores", "id", "ids"]);

/** Whether a column or field of this name holds identifiers. */
export function isIdentifierName(name: string): boolean {
  // Folding takes time, and cells can be long.
  return name.length < 40 && names.has(folded(name));
}

/** What no identifier of MySafe exceeds. */
const number = /^\d{1,256}$/;

export function isNumber(text: string): boolean {
  return number.test(text);
}

/** The identifiers in a cell that holds nothing else: mostly one, at times a list. */
export function identifiersIn(cell: string, isListed: IsListed): readonly string[] {
  const bare = undecorated(cell);
  if (isNumber(bare) || (bare !== "" && isListed(bare))) return [bare];
  // "1,204" and "1 204" may be one number, so that a list needs more than these between its numbers.
  const parts = bare.split(/,\s|[;\n]|\s(?:and|e|und)\s/).map(undecorated);
  return parts.length > 1 && parts.every(isNumber) ? parts : [];
}

/** A cell without the marks of spreadsheets (`'43`, `="43"`), Markdown (`**43**`, `[43](…)`) and Jira (`{{43}}`,
 * `[43|…]`). */
export function undecorated(cell: string): string {
  const link = /^\s*\[([^\]|]*)(?:\|[^\]]*\]|\]\([^)]*\))\s*$/.exec(cell);
  let bare = (link?.[1] ?? cell).replace(/\{color(?::[^}]*)?\}/g, "").replace(/^\s*(?:[-–•+]\s+|=(?="))/, "");
  for (let before = ""; bare !== before; ) {
    before = bare;
    bare = bare
      .replace(/^[\s#'"`“”‘’«»*_~]+/, "")
      .trimEnd()
      .replace(/['"`“”‘’«»*_~]{1,16}$/, "")
      .replace(/^(?:\((.*)\)|\[(.*)\]|\{(.*)\}|<(.*)>)$/, "$1$2$3$4");
  }
  return bare;
}
