import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { running } from "./action.ts";
import { words } from "./words.ts";
import "./field.css";

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly value: Signal<string>;
  /** Whether an empty field is to be pointed out. */
  readonly pointOut: boolean;
  readonly masked?: boolean;
  readonly inputMode?: string;
  /** Something to go with the input, such as a button. */
  readonly children?: ComponentChildren;
}

/** A labelled text input. Its hint gives way to what is wrong, on the same line, so that nothing below it moves. */
export function Field({ id, label, hint, value, pointOut, masked = false, inputMode, children }: FieldProps) {
  const missing = pointOut && value.value.trim() === "";
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="field-input">
        <input
          {...(masked ? { type: "password" as const } : { type: "text" as const })}
          id={id}
          inputMode={inputMode}
          value={value}
          onInput={(event) => {
            value.value = event.currentTarget.value;
          }}
          readOnly={running.value !== undefined}
          required
          aria-invalid={missing}
          aria-describedby={`${id}-hint`}
          autocomplete="off"
          autocapitalize="none"
          autocorrect="off"
          spellcheck={false}
        />
        {children}
      </div>
      <p class={missing ? "field-hint missing" : "field-hint"} id={`${id}-hint`}>
        {missing ? words.required(label) : hint}
      </p>
    </div>
  );
}
