import type { ComponentChildren } from "preact";
import "./segments.css";

interface SegmentsProps<T extends string> {
  readonly legend: string;
  /** The name of its radio buttons, which no others have. */
  readonly name: string;
  readonly value: T;
  readonly options: readonly (readonly [T, ComponentChildren])[];
  readonly disabled?: boolean;
  readonly onChoose: (value: T) => void;
}

/** A choice of one option, as radio buttons side by side. */
export function Segments<T extends string>({ legend, name, value, options, disabled, onChoose }: SegmentsProps<T>) {
  return (
    <fieldset class="segments">
      <legend class="unseen">{legend}</legend>
      {options.map(([option, label]) => (
        <label key={option}>
          <input
            type="radio"
            name={name}
            checked={option === value}
            disabled={disabled}
            onChange={() => onChoose(option)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
