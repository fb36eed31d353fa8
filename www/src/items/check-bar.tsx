import { CircleAlert, CircleDashed, History, type IconNode, LoaderCircle, ScanSearch, Square } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { may } from "../connection/broker.ts";
import { duration, number } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import type { Summary } from "../kinds/kind.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { Icon, TurningIcon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { useNow } from "../ui/now.ts";
import type { CheckProgress } from "./check.ts";
import type { Collection } from "./collection.ts";
import "./check-bar.css";

interface CheckBarProps {
  readonly collection: Collection;
}

/** The progress of a check. Without one: what the states on screen do not say, and the check that would. */
export function CheckBar({ collection }: CheckBarProps) {
  const progress = collection.check.progress.value;
  if (progress) return <CurrentCheck collection={collection} progress={progress} />;
  return (
    <>
      <EndedCheck collection={collection} />
      <OpenStates collection={collection} />
      <KeptStates collection={collection} />
    </>
  );
}

function CurrentCheck({ collection, progress: { done, total } }: CheckBarProps & { readonly progress: CheckProgress }) {
  const { check: t, run } = words.value;
  const { check } = collection;
  const now = useNow();
  const tenth = Math.floor((done / total) * 10);
  // Announced at each tenth, not at each item.
  useEffect(() => announce(t.progress(check.progress.peek()?.done ?? total, total)), [tenth, check, total, t]);
  useLayoutEffect(
    () => () => {
      // The button that stops it, which can have the focus, is removed.
      if (document.activeElement?.closest(".check-bar")) document.querySelector<HTMLElement>(".selection-bar")?.focus();
    },
    [],
  );
  const rate = check.speed.rate(now.value, done);
  const left = check.speed.remainingTime(now.value, done, total);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields
    <div class="check-bar" role="group" aria-label={t.label}>
      <p>
        <TurningIcon of={LoaderCircle} />
        <span>{t.progress(done, total)}</span>
        <span class="muted">{rate === undefined ? run.rateUnknown : run.rate(number(Math.round(rate)))}</span>
        <span class="muted">{left === undefined ? run.leftUnknown : run.left(duration(left))}</span>
      </p>
      <Button small icon={Square} onClick={() => check.stop()}>
        {t.stop}
      </Button>
      <progress max={total} value={done} aria-label={t.label} />
    </div>
  );
}

/** Says why a check has ended by itself. */
function EndedCheck({ collection: { check, kind } }: CheckBarProps) {
  const { check: t, reasons } = words.value;
  const fault = check.fault.value;
  if (!fault) return null;
  return (
    <div class="check-notice">
      <Notice tone="bad" icon={CircleAlert} title={t.refused(fault.left.length)} role="alert">
        <p>{reasons(nounOf(kind.name))[fault.code].what}</p>
        {fault.left.length > 0 && (
          <Button small icon={ScanSearch} onClick={() => check.request(fault.left)}>
            {t.rest(fault.left.length)}
          </Button>
        )}
      </Notice>
    </div>
  );
}

/** Says how many items a filter by state leaves out because nobody has looked at them. */
function OpenStates({ collection }: CheckBarProps) {
  const { check: t } = words.value;
  const { kind, query, states, check } = collection;
  const { unchecked, unknown } = query.stateCounts.value;
  const state = query.state.value;
  if (state === "any" || unchecked + unknown === 0 || !may(kind.name, "isActive")) return null;
  const noun = nounOf(kind.name);
  const isOpen = ({ identifier }: Summary) => ["unchecked", "unknown"].includes(states.of(identifier));
  return (
    <CheckOffer
      icon={CircleDashed}
      label={t.all(unchecked + unknown)}
      hint={t.hint(noun)}
      onCheck={() => check.request(identifiersOf(query.inAnyState.value.filter(isOpen)))}
    >
      <strong>{t.open(unchecked, unknown)}</strong>
      {(state === "active" || state === "inactive") && <span class="muted">{t.openAdvice[state](noun)}</span>}
    </CheckOffer>
  );
}

/** Says how many states are from an earlier connection. */
function KeptStates({ collection }: CheckBarProps) {
  const { check: t } = words.value;
  const { kind, query, states, check } = collection;
  const { kept } = query.stateCounts.value;
  if (kept === 0 || !may(kind.name, "isActive")) return null;
  const isKept = ({ identifier }: Summary) => {
    const knowledge = states.knowledgeOf(identifier);
    return knowledge !== undefined && states.isKept(knowledge);
  };
  return (
    <CheckOffer
      icon={History}
      label={t.again(kept)}
      hint={t.hint(nounOf(kind.name))}
      onCheck={() => check.request(identifiersOf(query.inAnyState.value.filter(isKept)))}
    >
      <span>{t.kept(kept)}</span>
    </CheckOffer>
  );
}

interface CheckOfferProps {
  readonly icon: IconNode;
  readonly label: string;
  readonly hint: string;
  readonly onCheck: () => void;
  readonly children: ComponentChildren;
}

function CheckOffer({ icon, label, hint, onCheck, children }: CheckOfferProps) {
  return (
    <div class="check-bar">
      <p>
        <Icon of={icon} />
        {children}
      </p>
      <Button small icon={ScanSearch} title={hint} onClick={onCheck}>
        {label}
      </Button>
    </div>
  );
}

const identifiersOf = (items: readonly Summary[]) => items.map(({ identifier }) => identifier);
