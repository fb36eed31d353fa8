import { useSignal } from "@preact/signals";
import { CircleAlert, CircleCheck, CircleHelp, EyeOff } from "lucide";
import type { FindResult as Result } from "mysafe-wasm";
import { words } from "../i18n/language.ts";
import type { Collection } from "../items/collection.ts";
import { nounOf } from "../kinds/noun-of.ts";
import type { Target } from "../report/report.ts";
import { TargetList } from "../run/target-list.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { countsOf, type Ended } from "./search.ts";
import { findWords } from "./words.ts";

/** An item that stores a value: which ones, and where. */
interface Found extends Target {
  readonly matches: readonly { readonly number: number; readonly field: string }[];
}

/** The items that store a value. */
export function foundIn({ targets, numberOf, report: { results } }: Ended): readonly Found[] {
  return results.flatMap((result, index) => {
    if (result.state !== "found") return [];
    const places = new Map(
      result.matches.map(({ value, field }) => {
        const number = numberOf[value] ?? 0;
        return [`${number} ${field}`, { number, field }];
      }),
    );
    return [{ ...(targets[index] ?? result), identifier: result.identifier, matches: [...places.values()] }];
  });
}

interface FindResultProps {
  readonly ended: Ended;
  readonly collection: Collection;
  readonly onClose: () => void;
}

/** What a search has come to: the items that store a value, those that it could not compare, by reason, and the rest. */
export function FindResult({ ended, collection, onClose }: FindResultProps) {
  const t = findWords.value;
  const noun = nounOf(collection.kind.name);
  const { reasons } = words.value;
  const { targets, report } = ended;
  const found = foundIn(ended);
  const counts = countsOf(report.results);
  const choose = (items: readonly Target[]) => {
    collection.selection.choose(items.map(({ identifier }) => identifier));
    onClose();
  };
  const isSettled = counts.unseen + counts.skipped === 0 && !report.error;
  const tone = found.length > 0 ? "bad" : isSettled ? "good" : "doubt";
  return (
    <>
      <Notice
        tone={tone}
        icon={found.length > 0 ? CircleAlert : isSettled ? CircleCheck : CircleHelp}
        title={t.headline(found.length, targets.length, noun)}
      >
        {counts.different > 0 && <p>{t.different(counts.different, noun)}</p>}
        {report.error && <p>{t.endedEarly(reasonOf(report.error.code))}</p>}
      </Notice>
      {found.length > 0 && (
        <ul class="found-list" aria-label={t.found(found.length, noun)}>
          {found.slice(0, mostShown).map(({ identifier, name, matches }) => (
            <li key={identifier}>
              <code>{identifier}</code>
              <bdi class="found-name">{name}</bdi>
              <span class="muted">
                {matches.map(({ number, field }) => t.match(number, t.fields[field] ?? field)).join("; ")}
              </span>
            </li>
          ))}
          {found.length > mostShown && <li class="muted">{t.more(found.length - mostShown)}</li>}
        </ul>
      )}
      {[...unseenByReason(ended)].map(([code, items]) => (
        <Group
          key={code}
          title={t.unseen(items.length, noun)}
          why={reasonOf(code)}
          items={items}
          select={t.selectThese(items.length)}
          onSelect={choose}
        />
      ))}
      {counts.skipped > 0 && (
        <Group
          title={t.skipped(counts.skipped, noun)}
          why={report.aborted ? t.stopped : t.endedBefore}
          items={targets.filter((_, index) => report.results[index]?.state === "skipped")}
          select={t.selectThese(counts.skipped)}
          onSelect={choose}
        />
      )}
      {counts.unseen + counts.skipped > 0 && <p class="muted">{t.unseenMeans}</p>}
      {counts.different > 0 && <p class="muted">{t.encrypted}</p>}
    </>
  );

  function reasonOf(code: Unseen["error"]["code"]): string {
    return t.whyUnseen(noun)[code] ?? reasons(noun)[code].what;
  }
}

/** The greatest number of found items that are shown one by one. All are selected. */
const mostShown = 100;

type Unseen = Extract<Result, { readonly state: "unseen" }>;

/** The items that could not be compared, by the code of their error. */
function unseenByReason({ targets, report }: Ended): ReadonlyMap<Unseen["error"]["code"], readonly Target[]> {
  const groups = new Map<Unseen["error"]["code"], Target[]>();
  for (const [index, result] of report.results.entries()) {
    if (result.state !== "unseen") continue;
    const group = groups.get(result.error.code) ?? [];
    groups.set(result.error.code, group);
    group.push(targets[index] ?? result);
  }
  return groups;
}

interface GroupProps {
  readonly title: string;
  readonly why: string;
  readonly items: readonly Target[];
  readonly select: string;
  readonly onSelect: (items: readonly Target[]) => void;
}

/** Some items that were not compared, and why. */
function Group({ title, why, items, select, onSelect }: GroupProps) {
  const isOpen = useSignal(false);
  return (
    <Notice tone="doubt" icon={EyeOff} title={title}>
      <p>{why}</p>
      <details
        onToggle={(event) => {
          isOpen.value = event.currentTarget.open;
        }}
      >
        <summary>{findWords.value.which}</summary>
        {isOpen.value && <TargetList label={title} targets={items} />}
      </details>
      <Button small onClick={() => onSelect(items)} aria-label={`${select}: ${why}`}>
        {select}
      </Button>
    </Notice>
  );
}
