import type { Signal } from "@preact/signals";
import type { Kind } from "mysafe-wasm";
import { useId } from "preact/hooks";
import { kinds } from "../kinds/kinds.ts";
import { Field } from "../ui/field.tsx";
import type { Pasted } from "./pasted.ts";
import { rotateWords } from "./words.ts";

interface PasteValuesProps {
  readonly kind: Kind;
  /** Whether there is one item, whose value is all of the text. */
  readonly only: boolean;
  readonly many: number;
  readonly text: Signal<string>;
  readonly pasted: Pasted;
}

/** The value of a single item. The line break that comes with a copied line is not part of it. */
export const onlyValue = (text: string): string => text.replace(/\n$/, "");

/** The most faults that are named one by one. */
const named = 3;

/** Takes pasted values: that of one item, or a line for each. */
export function PasteValues({ kind, only, many, text, pasted }: PasteValuesProps) {
  const t = rotateWords.value;
  const { limit, isLine = false } = kinds[kind].value;
  const id = useId();
  const isLong = (value: string) => limit !== undefined && [...value].length > limit;
  const values = only ? [onlyValue(text.value)] : [...pasted.values.values()];
  const tooLong = limit !== undefined && values.some(isLong) ? t.tooLong(limit) : undefined;
  if (only) {
    if (isLine) return <Field label={t.pasteOne(kind)} value={text} masked error={tooLong} />;
    const size = t.pastedSize([...onlyValue(text.value)].length);
    return <Area id={id} label={t.pasteOne(kind)} hint={size} text={text} problems={tooLong ? [tooLong] : []} />;
  }
  const missing = many - pasted.values.size;
  const others = pasted.faults.length - named;
  const problems = [
    ...pasted.faults.slice(0, named).map((fault) => t.fault(fault)),
    ...(others > 0 ? [t.moreFaults(others)] : []),
    ...(tooLong ? [tooLong] : []),
    ...(text.value.trim() !== "" && missing > 0 ? [t.missing(missing)] : []),
  ];
  return <Area id={id} label={t.pasteMany} hint={t.pasteHint} text={text} problems={problems} />;
}

interface AreaProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly text: Signal<string>;
  readonly problems: readonly string[];
}

function Area({ id, label, hint, text, problems }: AreaProps) {
  return (
    <div class="paste-values">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={5}
        value={text}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
        aria-describedby={`${id}-hint`}
        autocomplete="off"
        spellcheck={false}
      />
      <div class="field-hint" id={`${id}-hint`} role="status">
        {problems.length === 0 ? hint : problems.map((problem) => <p key={problem}>{problem}</p>)}
      </div>
    </div>
  );
}
