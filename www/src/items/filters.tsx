import { Search } from "lucide";
import { words } from "../i18n/language.ts";
import { Icon } from "../ui/icon.tsx";
import { isNarrow } from "../ui/media.ts";
import { shown } from "./collection.ts";
import { KindChoice } from "./kind-choice.tsx";
import type { SortKey } from "./query.ts";
import { ServerFilter } from "./server-filter.tsx";
import { isStacked } from "./stacked.ts";
import type { State } from "./states.ts";
import "./filters.css";

const states: readonly (State | "any")[] = ["any", "active", "inactive", "unknown"];

/** The choice of the kind, and the filters of its list. The page itself filters by the texts that it lists and by state, and
 * MySafe by other fields. */
export function Filters() {
  const { filters: t, states: stateNames, table } = words.value;
  const collection = shown.value;
  const { query, kind } = collection;
  const sortKeys: readonly SortKey[] = ["identifier", "name", "state", ...kind.columns];
  const placeholder = t.search(kind.columns.map((column) => withinSentence(table.columns[column])));
  return (
    <search class="filters" aria-label={t.label}>
      <KindChoice />
      <label class="search">
        <span class="unseen">{placeholder}</span>
        <Icon of={Search} />
        <input
          type="search"
          placeholder={placeholder}
          value={query.search.value}
          onInput={(event) => {
            query.search.value = event.currentTarget.value;
          }}
          autocomplete="off"
          spellcheck={false}
        />
      </label>
      <Choice
        label={t.state}
        value={query.state.value}
        options={states.map((state) => [state, state === "any" ? t.anyState : stateNames[state]])}
        onChoose={(state) => {
          query.state.value = state;
        }}
      />
      {isStacked.value && (
        <Choice
          label={t.sort}
          value={query.sort.value.by}
          options={sortKeys.map((key) => [key, table.columns[key]])}
          onChoose={(by) => {
            query.sort.value = { by, descending: false };
          }}
        />
      )}
      {isNarrow.value ? (
        <details class="at-mysafe-more">
          <summary>{t.more}</summary>
          <ServerFilter key={kind.name} collection={collection} />
        </details>
      ) : (
        <ServerFilter key={kind.name} collection={collection} />
      )}
    </search>
  );
}

/** A label within a sentence: "user name", but "URL". */
function withinSentence(label: string): string {
  return label === label.toUpperCase() ? label : label.toLowerCase();
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly onChoose: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, onChoose }: ChoiceProps<T>) {
  return (
    <label class="choice">
      <span>{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = options.find(([option]) => option === event.currentTarget.value);
          if (chosen) onChoose(chosen[0]);
        }}
      >
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
