import type { MySafeError } from "mysafe-wasm";

/** The codes by which MySafe refuses an item. Each shows that MySafe is there, and did nothing. */
const documented: ReadonlySet<number | undefined> = new Set([1001, 1005, 1006, 1009, 1010]);

/** Whether an answer is a documented refusal of its item. */
export function isDocumentedRefusal({ status = 0, apiCode }: Pick<MySafeError, "status" | "apiCode">): boolean {
  return status >= 400 && status < 500 && documented.has(apiCode);
}
