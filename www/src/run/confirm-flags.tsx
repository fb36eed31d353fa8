import { useSignal } from "@preact/signals";
import { CircleCheck, CircleHelp, EyeOff, TriangleAlert, Undo } from "lucide";
import { useLayoutEffect, useRef } from "preact/hooks";
import { number } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import type { Noun } from "../i18n/noun.ts";
import type { Action, Target } from "../report/report.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import type { Flag, FlagName } from "./flags.ts";
import { TargetList } from "./target-list.tsx";
import { runWords } from "./words.ts";
import "./confirm-flags.css";

interface ConfirmFlagsProps {
  readonly action: Action;
  readonly noun: Noun;
  readonly flags: readonly Flag[];
  /** How many are left, and how many were left out. */
  readonly many: number;
  readonly leftOut: number;
  readonly leaveOut: (targets: readonly Target[]) => void;
  readonly putBack: () => void;
}

const icons = { unlisted: CircleHelp, hidden: EyeOff, readOnly: TriangleAlert, already: CircleCheck } as const;

/** Says which items are not what they seem, and leaves them out on request. */
export function ConfirmFlags({ action, noun, flags, many, leftOut, leaveOut, putBack }: ConfirmFlagsProps) {
  const { flags: t } = runWords.value;
  const status = useRef<HTMLDivElement>(null);
  const wasAsked = useRef(false);
  useLayoutEffect(() => {
    // The button that was pressed is gone.
    if (wasAsked.current) status.current?.focus();
    wasAsked.current = false;
  }, [leftOut]);
  const after = (act: () => void) => () => {
    wasAsked.current = true;
    act();
  };
  return (
    <>
      <div class="left-out" tabIndex={-1} ref={status}>
        <p role="status">{leftOut > 0 && t.leftOut(leftOut, many)}</p>
        {leftOut > 0 && (
          <Button small icon={Undo} onClick={after(putBack)}>
            {t.putBack}
          </Button>
        )}
      </div>
      {flags.map(({ name, targets }, index) => (
        <Notice
          key={name}
          tone={name === "already" ? "plain" : "doubt"}
          icon={icons[name]}
          title={titleOf(name, targets.length, many, action, noun)}
        >
          <p>{adviceOf(name, noun)}</p>
          <Which label={labelOf(name, action, noun)} targets={targets} />
          <Button
            small
            onClick={after(() => leaveOut(targets))}
            {...(index === 0 && name !== "already" && { "data-first": true })}
            aria-label={`${t.leaveOut(targets.length)}: ${labelOf(name, action, noun)}`}
          >
            {t.leaveOut(targets.length)}
          </Button>
        </Notice>
      ))}
    </>
  );
}

function titleOf(name: FlagName, count: number, many: number, action: Action, noun: Noun): string {
  const { flags: t } = runWords.value;
  if (name === "readOnly") return words.value.confirm.readOnly(count);
  if (name === "already") return t.already[action](count, many, noun);
  return t[name](count, many, noun);
}

/** What the items of a flag have in common, as the name of their list. */
function labelOf(name: FlagName, action: Action, noun: Noun): string {
  const { which } = runWords.value.flags;
  return name === "already" ? which.already[action](noun) : which[name];
}

function adviceOf(name: FlagName, noun: Noun): string {
  return name === "readOnly" ? words.value.confirm.readOnlyAdvice : runWords.value.flags.advice[name](noun);
}

/** The items of a flag, once they are asked for. */
function Which({ label, targets }: { readonly label: string; readonly targets: readonly Target[] }) {
  const { flags: t } = runWords.value;
  const isOpen = useSignal(false);
  return (
    <details
      class="flag-which"
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>{t.show(number(targets.length))}</summary>
      {isOpen.value && <TargetList label={label} targets={targets} />}
    </details>
  );
}
