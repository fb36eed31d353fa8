import { useSignal, useSignalEffect } from "@preact/signals";
import { RefreshCw, Search, X } from "lucide";
import { words } from "../i18n/language.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { isNarrow } from "../ui/media.ts";
import { type SortKey, search, sort, stateFilter } from "./query.ts";
import { filter, load, loading } from "./secrets.ts";
import type { State } from "./states.ts";
import "./filters.css";

const states: readonly (State | "any")[] = ["any", "active", "inactive", "unknown"];
const sortKeys: readonly SortKey[] = ["identifier", "name", "state"];

/** The filters of the list. The page itself filters by name, identifier and state, and MySafe by tag and code. */
export function Filters() {
  const { filters: t, states: stateNames } = words.value;
  return (
    <search class="filters" aria-label={t.label}>
      <label class="search">
        <span class="unseen">{t.search}</span>
        <Icon of={Search} />
        <input
          type="search"
          placeholder={t.search}
          value={search}
          onInput={(event) => {
            search.value = event.currentTarget.value;
          }}
          autocomplete="off"
          spellcheck={false}
        />
      </label>
      <Choice
        label={t.state}
        value={stateFilter.value}
        options={states.map((state) => [state, state === "any" ? t.anyState : stateNames[state]])}
        onChoose={(state) => {
          stateFilter.value = state;
        }}
      />
      {isNarrow.value && (
        <Choice
          label={t.sort}
          value={sort.value.by}
          options={sortKeys.map((key) => [key, t.sortBy[key]])}
          onChoose={(by) => {
            sort.value = { by, descending: false };
          }}
        />
      )}
      {isNarrow.value ? (
        <details class="at-mysafe-more">
          <summary>{t.more}</summary>
          <ServerFilter />
        </details>
      ) : (
        <ServerFilter />
      )}
    </search>
  );
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

/** The filters that MySafe applies: a list has no tags and codes that the page could filter by. */
function ServerFilter() {
  const { filters: t } = words.value;
  const tag = useSignal("");
  const identifierCode = useSignal("");
  useSignalEffect(() => {
    tag.value = filter.value.tag ?? "";
    identifierCode.value = filter.value.identifierCode ?? "";
  });
  const filtered = filter.value.tag !== undefined || filter.value.identifierCode !== undefined;
  const enteredFilter = () => ({
    ...(tag.value.trim() && { tag: tag.value.trim() }),
    ...(identifierCode.value.trim() && { identifierCode: identifierCode.value.trim() }),
  });
  return (
    <form
      class="at-mysafe"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void load(enteredFilter());
      }}
    >
      <Field label={t.tag} value={tag} />
      <Field label={t.code} value={identifierCode} />
      <Button type="submit" icon={RefreshCw} unavailable={loading.value} class={loading.value ? "turning" : ""}>
        {t.apply}
      </Button>
      {filtered && (
        <Button look="bare" icon={X} onClick={() => void load({})}>
          {t.clear}
        </Button>
      )}
    </form>
  );
}
