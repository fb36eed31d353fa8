import type { Kind } from "mysafe-wasm";

const identifierNames = new Map<string, Kind | undefined>([
  ...namesOf(undefined, [
    ...["identifier", "identifiers", "identifier id", "item id", "item identifier", "id", "ids"],
    ...["identificador", "identificadores", "id do item", "identificador do item"],
  ]),
  ...namesOf("apiSecret", [
    ...["api secret id", "api secret identifier"],
    ...["id do segredo", "id do segredo de api", "identificador do segredo", "identificador do segredo de api"],
  ]),
  ...namesOf("password", ["password id", "password identifier", "id da senha", "identificador da senha"]),
  ...namesOf("note", ["note id", "note identifier", "id da nota", "identificador da nota"]),
]);

const kindNames = new Map<string, Kind>([
  ...namesOf("apiSecret" as const, ["api secret", "api secrets", "segredo de api", "segredos de api"]),
  ...namesOf("password" as const, ["password", "passwords", "senha", "senhas"]),
  ...namesOf("note" as const, ["note", "notes", "nota", "notas"]),
]);

const nameColumns = new Set(["name", "nome"]);
const kindColumns = new Set(["kind", "type", "tipo"]);

/** Whether a column or field of this name has identifiers. */
export function isIdentifierName(heading: string): boolean {
  return identifierNames.has(normalized(heading));
}

/** The kind of the items in a column of this name, if it says it: `ID da senha`. */
export function kindOfHeading(heading: string): Kind | undefined {
  return identifierNames.get(normalized(heading));
}

/** Whether a column or field of this name has the items' names. */
export function isNameColumn(heading: string): boolean {
  return nameColumns.has(normalized(heading));
}

/** Whether a column or field of this name has the items' kinds. */
export function isKindColumn(heading: string): boolean {
  return kindColumns.has(normalized(heading));
}

/** The kind that a cell names, if it does. */
export function kindNamed(cell: string): Kind | undefined {
  return kindNames.get(normalized(cell));
}

/** A heading for comparison: `passwordId`, `PASSWORD_ID` and `Password ID` are the same. */
export function normalized(heading: string): string {
  // Normalizing is slow, cells can be long, and no known name is.
  if (heading.length > 200) return heading;
  return heading
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function namesOf<K extends Kind | undefined>(kind: K, names: readonly string[]): (readonly [string, K])[] {
  return names.map((name) => [name, kind]);
}
