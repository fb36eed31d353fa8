import { useMemo } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { itemOf } from "../item.ts";
import { Icon } from "../ui/icon.tsx";
import { placed, useVirtual } from "../ui/virtual.ts";
import { kindIcons } from "./kind-icons.ts";
import { type Entry, type Kind, kindOf, kinds, type Report } from "./report.ts";
import "./outcomes.css";

interface OutcomesProps {
  readonly report: Report;
  readonly kind: Kind | undefined;
}

/** Every outcome with its reason, what needs looking at first. */
export function Outcomes({ report, kind }: OutcomesProps) {
  const { report: say } = words.value;
  const list = useMemo(() => {
    const rank = ({ outcome }: Entry) => kinds.indexOf(kindOf(outcome));
    const wanted = report.entries.filter(({ outcome }) => kind === undefined || kindOf(outcome) === kind);
    return wanted.sort((a, b) => rank(a) - rank(b));
  }, [report, kind]);
  const { scroller, virtualizer, rows, height } = useVirtual<HTMLDivElement>({
    count: list.length,
    height: 76,
    keyOf: (index) => index,
  });
  if (list.length === 0) return <p class="outcomes-none muted">{say.noneOfKind}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section class="outcomes" aria-label={say.outcomes} tabIndex={0} ref={scroller}>
      <ul style={{ height: `${height}px` }}>
        {rows.map((row) => {
          const entry = list[row.index];
          return (
            entry && (
              <li
                key={row.key}
                data-index={row.index}
                ref={virtualizer.measureElement}
                style={placed(row)}
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

/** What happened, why, what to do, and what support will ask for. Whatever the server wrote stays text. */
function Outcome({ entry, report }: { readonly entry: Entry; readonly report: Report }) {
  const { report: say, reasons, kinds: names } = words.value;
  const { identifier, name, outcome } = entry;
  const kind = kindOf(outcome);
  const error = "error" in outcome ? outcome.error : undefined;
  const undone = report.undone.has(itemOf(identifier));
  const verified = "change" in outcome && outcome.change.verified;
  return (
    <div class={`outcome ${kind}`}>
      <Icon of={kindIcons[kind]} />
      <div class="outcome-body">
        <p class="outcome-title">
          <code>{identifier}</code> <bdi>{name}</bdi> <span class="outcome-kind">{names[kind]}</span>
          {verified && (
            <span class="outcome-badge" title={say.verifiedHint}>
              {say.verified}
            </span>
          )}
          {undone && <span class="outcome-badge">{say.undone}</span>}
        </p>
        {error ? (
          <>
            <p class="outcome-reason">
              {reasons[error.code].what} <span class="muted">{reasons[error.code].todo}</span>
              {kind === "unknown" && <span class="muted"> {say.unknownAdvice}</span>}
            </p>
            <Details entry={entry} />
          </>
        ) : (
          <p class="outcome-reason muted">
            {say.said[report.action][kind === "failed" || kind === "unknown" ? "skipped" : kind]}
          </p>
        )}
      </div>
    </div>
  );
}

function Details({ entry: { outcome } }: { readonly entry: Entry }) {
  const { facts: say } = words.value;
  if (!("error" in outcome)) return null;
  const { code, status, apiCode, requestId, attempts, message } = outcome.error;
  const facts = [
    [say.code, code],
    [say.status, status],
    [say.apiCode, apiCode],
    [say.requestId, requestId],
    [say.attempts, attempts],
  ] as const;
  return (
    <details>
      <summary>{say.details}</summary>
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
