import { number } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { Icon } from "../ui/icon.tsx";
import { outcomeIcons } from "./outcome-icons.ts";
import { type Action, type OutcomeKind, outcomeKinds } from "./report.ts";
import "./count-marks.css";

interface CountMarksProps {
  /** What was asked for. */
  readonly action: Action;
  readonly counts: Readonly<Record<OutcomeKind, number>>;
}

/** The number of outcomes of each kind, without the kinds that have none. */
export function CountMarks({ action, counts }: CountMarksProps) {
  const { outcomeKinds: names } = words.value;
  return (
    <ul class="count-marks">
      {outcomeKinds.map(
        (kind) =>
          counts[kind] > 0 && (
            <li key={kind} class={`kind ${kind}`}>
              <Icon of={outcomeIcons[kind]} />
              {number(counts[kind])} {names[action](counts[kind])[kind].toLowerCase()}
            </li>
          ),
      )}
    </ul>
  );
}
