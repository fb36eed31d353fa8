import type { Signal } from "@preact/signals";
import { Eye } from "lucide";
import { useId } from "preact/hooks";
import { number } from "../i18n/format.ts";
import type { Collection } from "../items/collection.ts";
import { nounOf } from "../kinds/noun-of.ts";
import type { Target } from "../report/report.ts";
import { Notice } from "../ui/notice.tsx";
import { Segments } from "../ui/segments.tsx";
import { hindrancesOf, type Scope } from "./scope.ts";
import { findWords } from "./words.ts";

interface ScopeChoiceProps {
  readonly collection: Collection;
  readonly scopes: ReadonlyMap<Scope, readonly Target[]>;
  readonly scope: Scope;
  readonly chosen: Signal<Scope | undefined>;
}

/** The choice of the items to open, and its price in views. */
export function ScopeChoice({ collection, scopes, scope, chosen }: ScopeChoiceProps) {
  const t = findWords.value;
  const name = useId();
  const noun = nounOf(collection.kind.name);
  const targets = scopes.get(scope) ?? [];
  const { noView, asking, inactive } = hindrancesOf(targets, collection);
  return (
    <>
      {scopes.size > 1 && (
        <Segments
          legend={t.scope}
          name={name}
          value={scope}
          options={[...scopes].map(([each, { length }]) => [each, `${t.scopes[each]} (${number(length)})`])}
          onChoose={(each) => {
            chosen.value = each;
          }}
        />
      )}
      <Notice tone="plain" icon={Eye} title={t.price(targets.length, noun)}>
        <p>{t.priceMeans}</p>
        {(scope === "all" || scope === "matching") && collection.listing.isFiltered.value && <p>{t.filtered(noun)}</p>}
        {inactive > 0 && <p>{t.knownInactive(inactive, noun)}</p>}
        {noView > 0 && <p>{t.noView(noView, noun)}</p>}
        {asking > 0 && <p>{t.asking(asking, noun)}</p>}
      </Notice>
    </>
  );
}
