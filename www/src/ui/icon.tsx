import type { IconNode } from "lucide";
import { h } from "preact";

/** An icon. It is next to a text with the same meaning, so it is hidden from screen readers. */
export function Icon({ of }: { readonly of: IconNode }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {of.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}

/** An icon that turns while something is going on. */
export function TurningIcon({ of }: { readonly of: IconNode }) {
  // A browser turns an HTML element without the main thread, and an SVG element with a frame of it for each step.
  return (
    <span class="turning">
      <Icon of={of} />
    </span>
  );
}
