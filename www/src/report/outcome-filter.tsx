import type { Signal } from "@preact/signals";
import { number } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { Icon } from "../ui/icon.tsx";
import { outcomeIcons } from "./outcome-icons.ts";
import { type Action, type OutcomeKind, outcomeKinds } from "./report.ts";
import "./outcome-filter.css";

interface OutcomeFilterProps {
  /** What was asked for. */
  readonly action: Action;
  readonly counts: Readonly<Record<OutcomeKind, number>>;
  readonly total: number;
  readonly kind: Signal<OutcomeKind | undefined>;
}

/** A button for each kind, with its count. A pressed one limits the list to its kind. */
export function OutcomeFilter({ action, counts, total, kind }: OutcomeFilterProps) {
  const { outcomeKinds: names, outcomeHints: hints, report } = words.value;
  return (
    <div class="outcome-filter">
      <div class="proportions" aria-hidden="true">
        {outcomeKinds.map(
          (each) => counts[each] > 0 && <i key={each} class={each} style={{ flexGrow: counts[each] / total }} />,
        )}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields, and these are buttons */}
      <div class="outcome-buttons" role="group" aria-label={report.filter}>
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
            <span class="outcome-number">
              <Icon of={outcomeIcons[each]} />
              {number(counts[each])}
            </span>
            <span>{names[action](counts[each])[each]}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
