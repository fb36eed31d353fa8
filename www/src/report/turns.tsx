import { exactTime, timeOfDay } from "../i18n/format.ts";
import { recordWords } from "./record-words.ts";
import type { Report } from "./report.ts";
import type { Turn, Who } from "./turn.ts";
import "./turns.css";

/** The runs of a report: who made each, and why. Of a report that does not list them, nothing is known. */
export function Turns({ report }: { readonly report: Report }) {
  const { turns: t } = recordWords.value;
  const { runs = [] } = report;
  if (runs.length === 0) return null;
  return (
    <ul class="turns" aria-label={t.label}>
      {runs.map((run, index) => (
        <li key={index}>
          {runs.length > 1 && (
            <span>
              <strong>{t.run(index + 1)}</strong> {spanOf(run)}
            </span>
          )}
          {factsOf(run).map(([name, value]) => (
            <span key={name}>
              {name}: <bdi>{value}</bdi>
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** What is known of who acted and why, with names. That nobody said who is a fact too. */
export function factsOf(who: Who): (readonly [string, string])[] {
  const { turns: t } = recordWords.value;
  const facts = [
    [t.operator, operatorOf(who)],
    [t.ticket, who.ticket],
    [t.note, who.note],
    [t.clientId, who.clientId],
  ] as const;
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

/** The operator, and how they are known. */
export function operatorOf({ operator, identity }: Who): string {
  const { turns: t } = recordWords.value;
  if (identity !== undefined) return t.signedIn(operator ?? identity, identity);
  return operator === undefined ? t.notStated : t.asEntered(operator);
}

/** From when to when. */
export function spanOf({ startedAt, endedAt }: Turn): string {
  const { unknownTime } = recordWords.value.turns;
  if (!startedAt || !endedAt)
    return [startedAt, endedAt].map((date) => date && exactTime(date)).find(Boolean) ?? unknownTime;
  const [from, to] = [exactTime(startedAt), exactTime(endedAt)];
  if (from === to) return from;
  return `${from} – ${startedAt.toDateString() === endedAt.toDateString() ? timeOfDay(endedAt) : to}`;
}
