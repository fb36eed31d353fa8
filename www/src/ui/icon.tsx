import type { IconNode } from "lucide";
import { h } from "preact";

/** An icon. It is next to a text with the same meaning, so it is hidden from screen readers. */
export function Icon({ of, class: name = "" }: { readonly of: IconNode; readonly class?: string }) {
  return (
    <svg class={`icon ${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {of.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
