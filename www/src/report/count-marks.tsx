import { number } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { Icon } from "../ui/icon.tsx";
import { kindIcons } from "./kind-icons.ts";
import { type Kind, kinds } from "./report.ts";
import "./count-marks.css";

/** How many there are of each kind, of those there are any of. */
export function CountMarks({ counts }: { readonly counts: Readonly<Record<Kind, number>> }) {
  const { kinds: names } = words.value;
  return (
    <ul class="count-marks">
      {kinds.map(
        (kind) =>
          counts[kind] > 0 && (
            <li key={kind} class={`kind ${kind}`}>
              <Icon of={kindIcons[kind]} />
              {number(counts[kind])} {names[kind].toLowerCase()}
            </li>
          ),
      )}
    </ul>
  );
}
