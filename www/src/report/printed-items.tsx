import { exactTime } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { itemOf } from "../item.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { recordWords } from "./record-words.ts";
import { type Entry, outcomeKindOf, outcomeKinds, type Report } from "./report.ts";
import { stampOf } from "./stamp.ts";

/** A time on paper, to the second. */
export const printedTime = (date: Date | undefined) => (date ? exactTime(date) : recordWords.value.turns.unknownTime);

/** All items on paper: the outcome of each, when and by whom, why, and what the last look saw. */
export function PrintedItems({ report }: { readonly report: Report }) {
  const { columns: t } = recordWords.value.print;
  const { runs = [], verifications = [] } = report;
  const hasRuns = runs.length > 1;
  const hasLooks = verifications.length > 0 || report.entries.some(({ looks }) => looks);
  const rank = ({ outcome }: Entry) => outcomeKinds.indexOf(outcomeKindOf(outcome));
  const operators = runs.map(({ operator }) => operator ?? recordWords.value.turns.notStated);
  const heads = [
    t.identifier,
    t.name,
    t.outcome,
    t.time,
    ...(hasRuns ? [t.run] : []),
    recordWords.value.turns.operator,
    t.answer,
    ...(hasLooks ? [t.look] : []),
  ];
  return (
    <table class="printed-items">
      <thead>
        <tr>
          {heads.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.entries
          .toSorted((a, b) => rank(a) - rank(b))
          .map((entry, index) => (
            <tr key={index}>
              <th scope="row">{entry.identifier}</th>
              <td>{entry.name}</td>
              <td>{outcomeIn(entry, report)}</td>
              <td>{entry.at && printedTime(entry.at)}</td>
              {hasRuns && <td>{entry.run}</td>}
              <td>{entry.run === undefined ? "–" : operators[entry.run - 1]}</td>
              <td>{answerIn(entry, report)}</td>
              {hasLooks && <td>{stampOf(entry, report)?.text}</td>}
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function outcomeIn({ identifier, outcome }: Entry, { action, undone }: Report): string {
  const { outcomeKinds: names, report: r } = words.value;
  const name = names[action](1)[outcomeKindOf(outcome)];
  return undone.has(itemOf(identifier)) ? `${name} · ${r.undone}` : name;
}

function answerIn({ outcome }: Entry, { kind }: Report): string {
  if ("change" in outcome) return outcome.change.message;
  if (!("error" in outcome)) return "";
  const { code, apiCode, requestId } = outcome.error;
  const marks = [code, apiCode, requestId].filter((mark) => mark !== undefined);
  return `${words.value.reasons(nounOf(kind))[code].what} (${marks.join(" · ")})`;
}
