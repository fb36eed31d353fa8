import { useMemo } from "preact/hooks";
import { dayAndTime, moment, timeOfDay } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { itemOf } from "../item.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { Icon } from "../ui/icon.tsx";
import { rowPosition, useVirtual } from "../ui/virtual.ts";
import { outcomeIcons } from "./outcome-icons.ts";
import { canPass } from "./reason.ts";
import { recordWords } from "./record-words.ts";
import { type Entry, type OutcomeKind, outcomeKindOf, outcomeKinds, type Report } from "./report.ts";
import { stampOf } from "./stamp.ts";
import "./outcomes.css";

interface OutcomesProps {
  readonly report: Report;
  /** The entries to show. */
  readonly entries: readonly Entry[];
  /** The kind that they were limited to. */
  readonly kind: OutcomeKind | undefined;
}

/** The list of outcomes. Those that need attention come first. */
export function Outcomes({ report, entries, kind }: OutcomesProps) {
  const { report: t } = words.value;
  const list = useMemo(() => {
    const rank = ({ outcome }: Entry) => outcomeKinds.indexOf(outcomeKindOf(outcome));
    return entries.toSorted((a, b) => rank(a) - rank(b));
  }, [entries]);
  const { scroller, virtualizer, rows, height } = useVirtual<HTMLDivElement>({
    count: list.length,
    height: 76,
    keyOf: (index) => index,
  });
  if (list.length === 0) {
    const isSearched = kind === undefined || report.entries.some(({ outcome }) => outcomeKindOf(outcome) === kind);
    return <p class="outcomes-none muted">{isSearched ? recordWords.value.search.none : t.noneOfKind}</p>;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard
    <section class="outcomes" aria-label={t.outcomes} tabIndex={0} ref={scroller}>
      <ul style={{ height: `${height}px` }}>
        {rows.map((row) => {
          const entry = list[row.index];
          return (
            entry && (
              <li
                key={row.key}
                data-index={row.index}
                ref={virtualizer.measureElement}
                style={rowPosition(row)}
                aria-setsize={list.length}
                aria-posinset={row.index + 1}
              >
                <Outcome entry={entry} report={report} />
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}

/** One outcome: the result, its reason, advice, and the details that support needs. Text of the server is shown as text. */
function Outcome({ entry, report }: { readonly entry: Entry; readonly report: Report }) {
  const { report: t, reasons, outcomeKinds: names } = words.value;
  const { identifier, name, outcome, at, run } = entry;
  const { runs = [] } = report;
  const noun = nounOf(report.kind);
  const kind = outcomeKindOf(outcome);
  const error = "error" in outcome ? outcome.error : undefined;
  const undone = report.undone.has(itemOf(identifier));
  const verified = "change" in outcome && outcome.change.verified;
  const stamp = stampOf(entry, report);
  return (
    <div class={`outcome ${kind}`}>
      <Icon of={outcomeIcons[kind]} />
      <div class="outcome-body">
        <p class="outcome-title">
          <code>{identifier}</code> <bdi>{name}</bdi> <span class="outcome-kind">{names[report.action](1)[kind]}</span>
          {verified && (
            <span class="outcome-badge" title={t.verifiedHint}>
              {t.verified}
            </span>
          )}
          {undone && <span class="outcome-badge">{t.undone}</span>}
          {stamp && <span class={`outcome-badge ${stamp.tone}`}>{stamp.text}</span>}
          {at && (
            <time class="outcome-time" dateTime={at.toISOString()}>
              {run !== undefined && runs.length > 1 && `${recordWords.value.turns.run(run)} · `}
              {timeIn(at)}
            </time>
          )}
        </p>
        {error ? (
          <>
            <p class="outcome-reason">
              {reasons(noun)[error.code].what} <span class="muted">{reasons(noun)[error.code].advice}</span>
              {kind === "unknown" && (
                <span class="muted"> {canPass(outcome) ? t.unknownAdvice : t.unknownRefused}</span>
              )}
            </p>
            <Details entry={entry} />
          </>
        ) : (
          <p class="outcome-reason muted">
            {t.outcomeTexts(noun, at && t.when(moment(at)))[report.action][isOpen(kind) ? "skipped" : kind]}
            {undone && <> {t.putBack(noun)[report.action]}</>}
          </p>
        )}
      </div>
    </div>
  );
}

const timeIn = (at: Date) => (at.toDateString() === new Date().toDateString() ? timeOfDay(at) : dayAndTime(at));

const isOpen = (kind: OutcomeKind) => kind === "failed" || kind === "unknown";

function Details({ entry: { outcome } }: { readonly entry: Entry }) {
  const { facts: t } = words.value;
  if (!("error" in outcome)) return null;
  const { code, status, apiCode, requestId, attempts, message } = outcome.error;
  const facts = [
    [t.code, code],
    [t.status, status],
    [t.apiCode, apiCode],
    [t.requestId, requestId],
    [t.attempts, attempts],
  ] as const;
  return (
    <details>
      <summary>{t.details}</summary>
      <dl class="facts">
        {facts.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <p class="technical">{message}</p>
    </details>
  );
}
