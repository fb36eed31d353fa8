import { number } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { Icon } from "../ui/icon.tsx";
import { outcomeIcons } from "./outcome-icons.ts";
import { type OutcomeKind, outcomeKinds } from "./report.ts";
import "./count-marks.css";

/** The number of outcomes of each kind, without the kinds that have none. */
export function CountMarks({ counts }: { readonly counts: Readonly<Record<OutcomeKind, number>> }) {
  const { outcomeKinds: names } = words.value;
  return (
    <ul class="count-marks">
      {outcomeKinds.map(
        (kind) =>
          counts[kind] > 0 && (
            <li key={kind} class={`kind ${kind}`}>
              <Icon of={outcomeIcons[kind]} />
              {number(counts[kind])} {names[kind].toLowerCase()}
            </li>
          ),
      )}
    </ul>
  );
}
