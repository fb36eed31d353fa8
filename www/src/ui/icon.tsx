import type { IconNode } from "lucide";
import { h } from "preact";

/** A drawing beside words that say the same, so it is not read out. */
export function Icon({ of, class: name = "" }: { readonly of: IconNode; readonly class?: string }) {
  return (
    <svg class={`icon ${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {of.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
