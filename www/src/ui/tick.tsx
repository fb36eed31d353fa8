import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import "./tick.css";

interface TickProps {
  readonly value: Signal<boolean>;
  readonly label: ComponentChildren;
  readonly hint?: string;
}

/** A choice between yes and no. */
export function Tick({ value, label, hint }: TickProps) {
  const id = useId();
  return (
    <div class="tick">
      <label>
        <input
          type="checkbox"
          checked={value}
          onChange={(event) => {
            value.value = event.currentTarget.checked;
          }}
          {...(hint !== undefined && { "aria-describedby": id })}
        />
        <span>{label}</span>
      </label>
      {hint !== undefined && (
        <p class="muted" id={id}>
          {hint}
        </p>
      )}
    </div>
  );
}
