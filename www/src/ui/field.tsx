import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import "./field.css";

interface FieldProps {
  readonly label: string;
  readonly value: Signal<string>;
  readonly hint?: string | undefined;
  /** The error in its value. It replaces the hint, so that nothing below moves. */
  readonly error?: string | undefined;
  /** Whether the typed text is hidden. */
  readonly masked?: boolean;
  /** The id of a `<datalist>`. */
  readonly suggestions?: string;
  readonly placeholder?: string;
  readonly inputMode?: "url" | "numeric";
  readonly required?: boolean;
  readonly readOnly?: boolean;
  /** Whether it has the first focus in its dialog. */
  readonly focusFirst?: boolean;
  readonly class?: string;
  /** An element next to the input, such as a button. */
  readonly children?: ComponentChildren;
}

/** A labelled text input without the browser's completion, correction and storage. */
export function Field(props: FieldProps) {
  const { label, value, hint, error, masked = false, inputMode, required = false, readOnly = false, children } = props;
  const id = useId();
  return (
    <div class={`field ${props.class ?? ""}`}>
      <label for={id}>{label}</label>
      <div class="field-input">
        <input
          {...(masked ? { type: "password" as const } : { type: "text" as const })}
          {...(inputMode && { inputMode })}
          {...(props.focusFirst && { "data-first": true })}
          {...(props.suggestions !== undefined && { list: props.suggestions })}
          {...(props.placeholder !== undefined && { placeholder: props.placeholder })}
          id={id}
          required={required}
          readOnly={readOnly}
          value={value}
          onInput={(event) => {
            value.value = event.currentTarget.value;
          }}
          aria-invalid={error !== undefined}
          aria-describedby={(error ?? hint) === undefined ? undefined : `${id}-hint`}
          autocomplete="off"
          autocapitalize="none"
          autocorrect="off"
          spellcheck={false}
        />
        {children}
      </div>
      {(error ?? hint) !== undefined && (
        <p class={error ? "field-hint wrong" : "field-hint"} id={`${id}-hint`}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}
