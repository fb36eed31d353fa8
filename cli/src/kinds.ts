import type { Kind } from "mysafe-wasm";

/** The kinds of items by their names on the command line. */
export const kinds: Readonly<Record<string, Kind>> = { "api-secret": "apiSecret", password: "password", note: "note" };

/** The name of a kind on the command line. */
export function nameOf(kind: Kind): string {
  return Object.keys(kinds).find((name) => kinds[name] === kind) ?? kind;
}
