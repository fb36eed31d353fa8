import type { Signal } from "@preact/signals";
import { Search } from "lucide";
import { Icon } from "../ui/icon.tsx";
import { recordWords } from "./record-words.ts";
import "./outcome-search.css";

interface OutcomeSearchProps {
  readonly text: Signal<string>;
  /** How many outcomes are shown, if not all are. */
  readonly shown: number | undefined;
  readonly total: number;
}

/** Searches the outcomes, and says how many are shown. */
export function OutcomeSearch({ text, shown, total }: OutcomeSearchProps) {
  const { search: t } = recordWords.value;
  return (
    <search class="outcome-search">
      <label class="search">
        <span class="unseen">{t.label}</span>
        <Icon of={Search} />
        <input
          type="search"
          placeholder={t.label}
          value={text}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
          autocomplete="off"
          spellcheck={false}
        />
      </label>
      <p class="muted" role="status">
        {shown !== undefined && t.shown(shown, total)}
      </p>
    </search>
  );
}
