// Reads what the sources of the packages declare.

import assert from "node:assert/strict";

/** The member names of an exported interface or type. */
export function members(source, name) {
  const body = source.match(new RegExp(`export (?:interface|type) ${name}\\b[^]*?\\n(?:\\}|  \\);)`))?.[0] ?? "";
  const found = [...body.matchAll(/^ +readonly (\w+)\??: (?!never)/gm)].map(([, member]) => member);
  assert.ok(found.length > 0, `${name} was not found`);
  return [...new Set(found)].sort();
}
