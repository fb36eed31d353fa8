import { itemOf } from "../journal/item.js";
import type { Look, Turn } from "../journal/turn.js";
import { printable } from "../terminal/printable.js";
import type { Words } from "../words/en.js";
import type { ReportDocument } from "./document.js";

/** Who made the runs and why, as far as a report says so, and what looks at its items saw afterwards. */
export function turnLines({ runs = [], verifications = [], outcomes }: ReportDocument, { batch }: Words): string[] {
  const lines = runs.flatMap((run, index) => {
    const said = saidIn(run, batch);
    return said === "" ? [] : [batch.runBy(index + 1, said)];
  });
  const round = verifications.at(-1);
  if (!round) return lines;
  const looks = new Map<string, Look>();
  for (const { identifier, looks: seen } of outcomes) {
    const look = seen?.at(-1);
    if (look) looks.set(itemOf(identifier), look);
  }
  const count = (state: boolean | undefined) =>
    [...looks.values()].filter((look) => ("active" in look ? look.active : undefined) === state).length;
  const who = saidIn(round, batch);
  const seen = { off: count(false), on: count(true), unseen: count(undefined) };
  return [...lines, batch.looked(seen, printable(round.endedAt ?? ""), who)];
}

function saidIn({ operator, identity, ticket, note, clientId }: Turn, batch: Words["batch"]): string {
  const name = operator ?? identity;
  const who =
    name === undefined ? undefined : identity === undefined ? batch.asEntered(name) : batch.signedIn(name, identity);
  const key = clientId === undefined ? undefined : batch.accessKey(clientId);
  return [who, ticket, note, key]
    .filter((part) => part !== undefined)
    .map(printable)
    .join(" · ");
}
