import { useSignal } from "@preact/signals";
import { ClipboardCopy, Play, RotateCw } from "lucide";
import { useMemo } from "preact/hooks";
import { number } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { outcomeIcons } from "./outcome-icons.ts";
import { type Reason, reasonsIn } from "./reason.ts";
import type { Entry, Report } from "./report.ts";
import "./reasons.css";

interface ReasonsProps {
  readonly report: Report;
  /** Sends some items again. `undefined`: the visitor may not. */
  readonly send: ((entries: readonly Entry[]) => void) | undefined;
  readonly isConnected: boolean;
  readonly isBlocked: boolean;
}

/** What is not done, by reason: how many items, what to do next, and their identifiers. */
export function Reasons({ report, ...rest }: ReasonsProps) {
  const reasons = useMemo(() => reasonsIn(report.entries), [report.entries]);
  if (reasons.length === 0) return null;
  return (
    <ul class="reasons" aria-label={words.value.report.byReason}>
      {reasons.map((reason) => (
        <ReasonRow key={`${reason.state} ${reason.code}`} reason={reason} report={report} {...rest} />
      ))}
    </ul>
  );
}

function ReasonRow({ reason, report, send, isConnected, isBlocked }: ReasonsProps & { readonly reason: Reason }) {
  const { report: t, outcomeKinds: names } = words.value;
  const { state, entries, canPass } = reason;
  const many = entries.length;
  const { what, next } = textsOf(reason, report);
  const title = `${number(many)} ${names[report.action](many)[state].toLowerCase()}`;
  const label =
    canPass && (isConnected ? t.again[state] : t.connectTo[state === "skipped" ? "sendRest" : "retry"])(many);
  return (
    <li class={`reason ${state}`}>
      <Icon of={outcomeIcons[state]} />
      <div class="reason-body">
        <p>
          <strong>{title}</strong> {what}
        </p>
        <p class="muted">{next}</p>
      </div>
      <div class="reason-actions">
        <CopyIdentifiers entries={entries} title={title} />
        {label && send && (
          <Button
            small
            icon={state === "skipped" ? Play : RotateCw}
            unavailable={isBlocked}
            aria-label={`${label}: ${what}`}
            onClick={() => send(entries)}
          >
            {label}
          </Button>
        )}
      </div>
    </li>
  );
}

function textsOf({ state, code, canPass }: Reason, { kind }: Report): { readonly what: string; readonly next: string } {
  const { report: t, reasons } = words.value;
  if (code === undefined) return t.notSent;
  const { what, advice } = reasons(nounOf(kind))[code];
  return { what, next: state === "unknown" ? `${advice} ${canPass ? t.unknownAdvice : t.unknownRefused}` : advice };
}

/** Copies the identifiers of these entries, one a line.
 *
 * @param title which they are, for the name of the button */
export function CopyIdentifiers({ entries, title }: { readonly entries: readonly Entry[]; readonly title: string }) {
  const { report: t } = words.value;
  /** The number of copied identifiers. */
  const result = useSignal<number | "refused" | undefined>(undefined);

  async function copy() {
    const identifiers = new Set(entries.map(({ identifier }) => identifier));
    try {
      await navigator.clipboard.writeText([...identifiers].join("\n"));
      result.value = identifiers.size;
      announce(t.copied(identifiers.size));
    } catch {
      // Without HTTPS there is no clipboard, and a setting can forbid it.
      result.value = "refused";
      announce(t.notCopied, "at once");
    }
  }

  return (
    <>
      {result.value !== undefined && (
        <span class="muted">{result.value === "refused" ? t.notCopied : t.copied(result.value)}</span>
      )}
      <Button small icon={ClipboardCopy} aria-label={`${t.copy}: ${title}`} onClick={() => void copy()}>
        {t.copy}
      </Button>
    </>
  );
}
