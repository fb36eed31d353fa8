import type { Signal } from "@preact/signals";
import { number } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { Icon } from "../ui/icon.tsx";
import { kindIcons } from "./kind-icons.ts";
import { type Kind, kinds } from "./report.ts";
import "./kind-filter.css";

interface KindFilterProps {
  readonly counts: Readonly<Record<Kind, number>>;
  readonly total: number;
  readonly kind: Signal<Kind | undefined>;
}

/** How many there are of each kind. One that is pressed shows its own alone. */
export function KindFilter({ counts, total, kind }: KindFilterProps) {
  const { kinds: names, kindHints: hints, report } = words.value;
  return (
    <div class="kind-filter">
      <div class="proportions" aria-hidden="true">
        {kinds.map(
          (each) => counts[each] > 0 && <i key={each} class={each} style={{ flexGrow: counts[each] / total }} />,
        )}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: it groups buttons, not the fields of a form */}
      <div class="kind-buttons" role="group" aria-label={report.filter}>
        {kinds.map((each) => (
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
