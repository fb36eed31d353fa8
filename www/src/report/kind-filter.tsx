import type { Signal } from "@preact/signals";
import { number } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { Icon } from "../ui/icon.tsx";
import { kindIcons } from "./kind-icons.ts";
import { type OutcomeKind, outcomeKinds } from "./report.ts";
import "./kind-filter.css";

interface KindFilterProps {
  readonly counts: Readonly<Record<OutcomeKind, number>>;
  readonly total: number;
  readonly kind: Signal<OutcomeKind | undefined>;
}

/** A button for each kind, with its count. A pressed one limits the list to its kind. */
export function KindFilter({ counts, total, kind }: KindFilterProps) {
  const { kinds: names, kindHints: hints, report } = words.value;
  return (
    <div class="kind-filter">
      <div class="proportions" aria-hidden="true">
        {outcomeKinds.map(
          (each) => counts[each] > 0 && <i key={each} class={each} style={{ flexGrow: counts[each] / total }} />,
        )}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields, and these are buttons */}
      <div class="kind-buttons" role="group" aria-label={report.filter}>
        {outcomeKinds.map((each) => (
          <button
            key={each}
            type="button"
            class={`kind ${each} ${counts[each] === 0 ? "none" : ""}`}
            aria-pressed={kind.value === each}
            title={hints[each]}
            onClick={() => {
              kind.value = kind.value === each ? undefined : each;
            }}
          >
            <span class="kind-number">
              <Icon of={kindIcons[each]} />
              {number(counts[each])}
            </span>
            <span>{names[each]}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
