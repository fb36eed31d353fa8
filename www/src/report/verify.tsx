import { useSignal } from "@preact/signals";
import { CircleCheck, CircleHelp, Eye, Square, TriangleAlert } from "lucide";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { brokerBase, may } from "../connection/broker.ts";
import { connection } from "../connection/connection.ts";
import { words } from "../i18n/language.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { run } from "../run/run.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { comparisonOf, itemsOf } from "./looks.ts";
import { CopyIdentifiers } from "./reasons.tsx";
import { recordWords } from "./record-words.ts";
import type { Entry, Report } from "./report.ts";
import { SignOffFields } from "./sign-off-fields.tsx";
import { operatorOf, spanOf } from "./turns.tsx";
import { isAsAsked, isOfThisVault, progressOf, resultOf, stopVerifying, verify, verifying } from "./verification.ts";
import "./verify.css";

interface VerifyProps {
  readonly report: Report;
  /** Does what needs a connection, or leads to it. */
  readonly connected: (act: () => void) => void;
}

/** A button that looks at all items of a report again, for those who may look. */
export function VerifyButton({ report, connected }: VerifyProps) {
  const { verify: t } = recordWords.value;
  const asking = useSignal(false);
  const isConnected = connection.value !== undefined;
  if (report.entries.length === 0 || (isConnected && !may(report.kind, "isActive"))) return null;
  const many = itemsOf(report).length;
  const leadTo = brokerBase ? t.signInTo : t.connectTo;
  const isElsewhere = isConnected && isOfThisVault(report) !== true;
  return (
    <>
      <Button
        icon={Eye}
        unavailable={isElsewhere || run.value !== undefined || progressOf(report) !== undefined}
        {...(isElsewhere && { title: placeOf(report) })}
        onClick={() =>
          connected(() => {
            asking.value = true;
          })
        }
      >
        {isConnected ? t.button(many) : leadTo(many)}
      </Button>
      {asking.value && (
        <VerifyDialog
          report={report}
          onClose={() => {
            asking.value = false;
          }}
        />
      )}
    </>
  );
}

/** Says where to connect to, if the connection is to another vault than the report's. */
export function OtherVault({ report }: { readonly report: Report }) {
  if (!connection.value || isOfThisVault(report) === true || !may(report.kind, "isActive")) return null;
  return <p class="other-vault muted">{placeOf(report)}</p>;
}

function placeOf({ address, tenant }: Report): string {
  const { verify: t } = recordWords.value;
  if (address === undefined) return t.placeUnknown;
  return t.elsewhere(tenant === undefined ? address : `${address} · ${tenant}`);
}

function VerifyDialog({ report, onClose }: { readonly report: Report; readonly onClose: () => void }) {
  const { verify: t } = recordWords.value;
  const noun = nounOf(report.kind);
  const many = itemsOf(report).length;
  return (
    <Dialog
      title={t.title(many, noun)}
      onClose={onClose}
      onSubmit={() => {
        onClose();
        void verify(report);
      }}
      actions={
        <>
          <Button onClick={onClose}>{words.value.cancel}</Button>
          <Button type="submit" look="main" icon={Eye} data-first>
            {t.yes(many)}
          </Button>
        </>
      }
    >
      <p>
        {t.what(report.address ?? "", noun)} {t.price(noun)}
      </p>
      <p class="muted">{t.proves}</p>
      <SignOffFields />
    </Dialog>
  );
}

/** The progress of the looks, then what they saw, with what differs on top. */
export function Verification({ report }: { readonly report: Report }) {
  const isLooking = verifying.value === report.number;
  const area = useRef<HTMLDivElement>(null);
  const wasLooking = useRef(isLooking);
  useLayoutEffect(() => {
    const hasEnded = wasLooking.current && !isLooking;
    wasLooking.current = isLooking;
    // The button that stops the looks, which can have had the focus, is removed.
    if (!hasEnded || document.activeElement !== document.body) return;
    (area.current ?? document.getElementById("report-title"))?.focus();
  }, [isLooking]);
  if (!isLooking && !report.verifications) return null;
  return (
    <div class="verification" tabIndex={-1} ref={area}>
      {isLooking ? <Progress report={report} /> : <Result report={report} />}
    </div>
  );
}

function Progress({ report }: { readonly report: Report }) {
  const { verify: t } = recordWords.value;
  const { done = 0, total = 0 } = progressOf(report) ?? {};
  // Announced at each tenth, not at each item.
  const tenth = Math.floor((done / Math.max(total, 1)) * 10);
  const latest = useRef(done);
  latest.current = done;
  useEffect(() => announce(t.progress(latest.current, total)), [tenth, total, t]);
  return (
    <div class="verifying">
      <progress max={total} value={done} aria-label={t.progressLabel} />
      <span>{t.progress(done, total)}</span>
      <Button small icon={Square} onClick={() => stopVerifying(report)}>
        {t.stop}
      </Button>
    </div>
  );
}

function Result({ report }: { readonly report: Report }) {
  const { verify: t } = recordWords.value;
  const round = report.verifications?.at(-1);
  if (!round) return null;
  const noun = nounOf(report.kind);
  const { differing, notLooked, putBack } = comparisonOf(report);
  const tone = differing.length > 0 ? "bad" : isAsAsked(report) ? "good" : "doubt";
  const icons = { bad: TriangleAlert, good: CircleCheck, doubt: CircleHelp };
  return (
    <Notice tone={tone} icon={icons[tone]} title={resultOf(report)}>
      <ul class="verified">
        {differing.length > 0 && (
          <li class="bad">
            <strong>{t.differing[report.action](differing.length, listOf(differing), noun)}</strong>
            <CopyIdentifiers entries={differing} title={t.differingTitle[report.action](differing.length, noun)} />
          </li>
        )}
        {unseenLines(report).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {notLooked.length > 0 && (
          <li>
            {t.notLooked(notLooked.length, noun)}: {listOf(notLooked)}
          </li>
        )}
        {putBack.length > 0 && <li>{t.putBack(putBack.length, noun)}</li>}
      </ul>
      <p class="muted">{t.by(spanOf(round), operatorOf(round))}</p>
      <p class="muted">{t.proves}</p>
    </Notice>
  );
}

/** The items that could not be seen, by reason. */
export function unseenLines(report: Report): string[] {
  const { verify: t } = recordWords.value;
  const noun = nounOf(report.kind);
  return [...comparisonOf(report).unseen].map(
    ([why, entries]) => `${t.unseen(entries.length, listOf(entries), noun)}. ${words.value.reasons(noun)[why].what}`,
  );
}

/** The most identifiers that a line names. */
const named = 20;

/** Identifiers in a line, not all of many. */
export function listOf(entries: readonly Entry[], most = named): string {
  const first = entries.slice(0, most).map(({ identifier }) => identifier);
  const rest = entries.length - first.length;
  return [...first, ...(rest > 0 ? [recordWords.value.verify.more(rest)] : [])].join(", ");
}
