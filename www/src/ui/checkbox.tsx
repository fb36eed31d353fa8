import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import "./checkbox.css";

interface CheckboxProps {
  readonly value: Signal<boolean>;
  readonly label: ComponentChildren;
  readonly hint?: string;
}

/** A checkbox with a label and an optional hint. */
export function Checkbox({ value, label, hint }: CheckboxProps) {
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
