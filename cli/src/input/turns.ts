import type { Look, Turn } from "../journal/turn.js";

type Fields = Readonly<Record<string, unknown>>;

const texts = ["startedAt", "endedAt", "operator", "identity", "ticket", "note", "clientId"] as const;

/** Who made the runs of a report, when and why. That is for information: what is no text is left out. */
export function turnsOf(value: unknown): readonly Turn[] | undefined {
  return listOf(value)?.map((fields) =>
    Object.fromEntries(texts.flatMap((name) => (typeof fields[name] === "string" ? [[name, fields[name]]] : []))),
  );
}

/** What looks at an item saw. One without a time, or with neither a state nor a reason, says nothing. */
export function looksOf(value: unknown): readonly Look[] | undefined {
  return listOf(value)?.flatMap(({ at, active, code }): Look[] => {
    if (typeof at !== "string") return [];
    if (typeof active === "boolean") return [{ at, active }];
    return typeof code === "string" && /^[A-Z_]+$/.test(code) ? [{ at, code }] : [];
  });
}

/** The objects of a list. What is none becomes an empty one, because runs are told by number. */
function listOf(value: unknown): readonly Fields[] | undefined {
  return Array.isArray(value) && value.length > 0 ? value.map((each) => Object(each)) : undefined;
}
