import { useSignal, useSignalEffect } from "@preact/signals";
import { RefreshCw, Search, X } from "lucide";
import { words } from "../i18n/language.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { narrow } from "../ui/media.ts";
import { type SortKey, search, sort, stateFilter } from "./query.ts";
import { filter, load, loading } from "./secrets.ts";
import type { State } from "./states.ts";
import "./filters.css";

const states: readonly (State | "any")[] = ["any", "active", "inactive", "unknown"];
const sortKeys: readonly SortKey[] = ["identifier", "name", "state"];

/** What the list is narrowed down by: here as it is typed, and by MySafe, which alone knows tags and codes. */
export function Filters() {
  const { filters: say, states: stateNames } = words.value;
  return (
    <search class="filters" aria-label={say.label}>
      <label class="search">
        <span class="unseen">{say.search}</span>
        <Icon of={Search} />
        <input
          type="search"
          placeholder={say.search}
          value={search}
          onInput={(event) => {
            search.value = event.currentTarget.value;
          }}
          autocomplete="off"
          spellcheck={false}
        />
      </label>
      <Choice
        label={say.state}
        value={stateFilter.value}
        options={states.map((state) => [state, state === "any" ? say.anyState : stateNames[state]])}
        onChoose={(state) => {
          stateFilter.value = state;
        }}
      />
      {narrow.value && (
        <Choice
          label={say.sort}
          value={sort.value.by}
          options={sortKeys.map((key) => [key, say.sortBy[key]])}
          onChoose={(by) => {
            sort.value = { by, descending: false };
          }}
        />
      )}
      {narrow.value ? (
        <details class="at-mysafe-more">
          <summary>{say.more}</summary>
          <AtMySafe />
        </details>
      ) : (
        <AtMySafe />
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

/** A list does not tell tags and codes, so MySafe is asked for those that have them. */
function AtMySafe() {
  const { filters: say } = words.value;
  const tag = useSignal("");
  const identifierCode = useSignal("");
  useSignalEffect(() => {
    tag.value = filter.value.tag ?? "";
    identifierCode.value = filter.value.identifierCode ?? "";
  });
  const filtered = filter.value.tag !== undefined || filter.value.identifierCode !== undefined;
  const wanted = () => ({
    ...(tag.value.trim() && { tag: tag.value.trim() }),
    ...(identifierCode.value.trim() && { identifierCode: identifierCode.value.trim() }),
  });
  return (
    <form
      class="at-mysafe"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void load(wanted());
      }}
    >
      <Field label={say.tag} value={tag} />
      <Field label={say.code} value={identifierCode} />
      <Button type="submit" icon={RefreshCw} idle={loading.value} class={loading.value ? "turning" : ""}>
        {say.apply}
      </Button>
      {filtered && (
        <Button look="bare" icon={X} onClick={() => void load({})}>
          {say.clear}
        </Button>
      )}
    </form>
  );
}
