import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import "./field.css";

interface FieldProps {
  readonly label: string;
  readonly value: Signal<string>;
  readonly hint?: string | undefined;
  /** What is wrong with it. It stands where the hint did, so that nothing below moves. */
  readonly wrong?: string | undefined;
  /** Whether it hides what is typed. */
  readonly masked?: boolean;
  readonly inputMode?: "url" | "numeric";
  readonly required?: boolean;
  readonly readOnly?: boolean;
  /** Whether a dialog that it is in gives it the focus. */
  readonly first?: boolean;
  readonly class?: string;
  /** Something to go with the input, such as a button. */
  readonly children?: ComponentChildren;
}

/** A labelled text input for something that no browser should complete, correct or keep. */
export function Field(props: FieldProps) {
  const { label, value, hint, wrong, masked = false, inputMode, required = false, readOnly = false, children } = props;
  const id = useId();
  return (
    <div class={`field ${props.class ?? ""}`}>
      <label for={id}>{label}</label>
      <div class="field-input">
        <input
          {...(masked ? { type: "password" as const } : { type: "text" as const })}
          {...(inputMode && { inputMode })}
          {...(props.first && { "data-first": true })}
          id={id}
          required={required}
          readOnly={readOnly}
          value={value}
          onInput={(event) => {
            value.value = event.currentTarget.value;
          }}
          aria-invalid={wrong !== undefined}
          aria-describedby={(wrong ?? hint) === undefined ? undefined : `${id}-hint`}
          autocomplete="off"
          autocapitalize="none"
          autocorrect="off"
          spellcheck={false}
        />
        {children}
      </div>
      {(wrong ?? hint) !== undefined && (
        <p class={wrong ? "field-hint wrong" : "field-hint"} id={`${id}-hint`}>
          {wrong ?? hint}
        </p>
      )}
    </div>
  );
}
