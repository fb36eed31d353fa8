import { type Fields, isCode, parseDate, parseText } from "./fields.ts";
import type { Look, Turn } from "./turn.ts";

/** Reads who, why and when of runs, or of rounds of looks. They are for information: what is no text or no time is left out. */
export function parseTurns(value: unknown): readonly Turn[] | undefined {
  const turns = listIn(value).map((fields) => ({
    startedAt: parseDate(fields.startedAt),
    endedAt: parseDate(fields.endedAt),
    operator: parseText(fields.operator),
    identity: parseText(fields.identity),
    ticket: parseText(fields.ticket),
    note: parseText(fields.note),
    clientId: parseText(fields.clientId),
  }));
  return turns.length > 0 ? turns : undefined;
}

/** Reads what looks at an item saw. One without a time, or with neither a state nor a reason, says nothing. */
export function parseLooks(value: unknown): readonly Look[] | undefined {
  const looks = listIn(value).flatMap((fields): Look[] => {
    const at = parseDate(fields.at);
    const { active, code } = fields;
    if (!at) return [];
    if (typeof active === "boolean") return [{ at, active }];
    return isCode(code) ? [{ at, active: undefined, why: code }] : [];
  });
  return looks.length > 0 ? looks : undefined;
}

/** The objects of a list that may be absent. One that is none is kept as an empty one, because runs are told by number. */
function listIn(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map((each) => Object(each)) : [];
}
