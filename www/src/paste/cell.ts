import type { Kind } from "mysafe-wasm";
import { kindNames, kinds } from "../kinds/kinds.ts";
import { normalizedName } from "./marks.ts";
import type { IsListed } from "./mention.ts";

/** The names of a column of identifiers, with the kind of its items if the name says it. */
const names = new Map<string, Kind | undefined>([
  ...["identifier", "identifiers", "identificador", "identificadores", "id", "ids"].map(
    (name) => [name, undefined] as const,
  ),
  ...kindNames.flatMap((kind) => kinds[kind].identifierNames.map((name) => [name, kind] as const)),
]);

/** Whether a column or field of this name holds identifiers. */
export function isIdentifierName(name: string): boolean {
  // Normalizing is slow, and cells can be long.
  return name.length < 40 && names.has(normalizedName(name));
}

/** The kind of the items in a column or field of this name, if it says it: "ID da senha". */
export function kindOfColumn(name: string): Kind | undefined {
  return name.length < 40 ? names.get(normalizedName(name)) : undefined;
}

/** Digits only. MySafe's identifiers have at most 256 characters. */
const identifierPattern = /^\d{1,256}$/;

/** Whether a text can be a numeric identifier. */
export function isNumber(text: string): boolean {
  return identifierPattern.test(text);
}

/** The identifiers of a cell: one, or a list of numbers. Empty if the cell has anything else. */
export function identifiersIn(cell: string, isListed: IsListed): readonly string[] {
  const bare = withoutMarkup(cell);
  if (isNumber(bare) || (bare !== "" && isListed(bare))) return [bare];
  // "1,204" and "1 204" can be one number, so neither a bare comma nor a space separates a list.
  const parts = bare.split(/,\s|[;\n]|\s(?:and|e|und)\s/).map(withoutMarkup);
  return parts.length > 1 && parts.every(isNumber) ? parts : [];
}

/** A cell without the markup of spreadsheets (`'43`, `="43"`), Markdown (`**43**`, `[43](…)`) and Jira (`{{43}}`,
 * `[43|…]`). */
export function withoutMarkup(cell: string): string {
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
