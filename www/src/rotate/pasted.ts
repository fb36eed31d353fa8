import { itemOf } from "../item.ts";

/** A place in a pasted text that cannot be used, by its line, from 1. */
export interface Fault {
  readonly line: number;
  /** `noValue`: there is an identifier and nothing else. `otherItem`: it is of none of the items. `twice`: the item had a value
   * already. */
  readonly what: "noValue" | "otherItem" | "twice";
}

/** What a pasted text says. */
export interface Pasted {
  /** The values, by the key of their item. */
  readonly values: ReadonlyMap<string, string>;
  readonly faults: readonly Fault[];
}

/** Reads lines of an identifier and a value, with white space, a comma, a semicolon, a colon or "=" between them. The value is
 * the rest of the line, taken as it is, but for white space around it. */
export function readPasted(text: string, items: ReadonlySet<string>): Pasted {
  const values = new Map<string, string>();
  const faults: Fault[] = [];
  for (const [index, content] of text.split(/\r\n|\r|\n/).entries()) {
    if (content.trim() === "") continue;
    const [, identifier = "", value = ""] = /^\s*([^\s,;:=]*)\s*[,;:=]?\s*(.*?)\s*$/.exec(content) ?? [];
    const item = itemOf(identifier);
    const line = index + 1;
    if (!items.has(item)) faults.push({ line, what: "otherItem" });
    else if (value === "") faults.push({ line, what: "noValue" });
    else if (values.has(item)) faults.push({ line, what: "twice" });
    else values.set(item, value);
  }
  return { values, faults };
}
