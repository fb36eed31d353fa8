import { Search } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Icon } from "../ui/icon.tsx";
import { isNarrow } from "../ui/media.ts";
import { shown } from "./collection.ts";
import { KindChoice } from "./kind-choice.tsx";
import { MoreFilters } from "./more-filters.tsx";
import { Overview } from "./overview.tsx";
import "./filters.css";

/** The choice of the kind, and the filters of its list. The page itself filters by what it lists and by state, and MySafe by
 * other fields. */
export function Filters() {
  const { filters: t, table } = words.value;
  const collection = shown.value;
  const { query, kind } = collection;
  const input = useRef<HTMLInputElement>(null);
  const placeholder = t.search(kind.columns.map((column) => withinSentence(table.columns[column])));
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <search class="filters" aria-label={t.label}>
      <KindChoice />
      <label class="search">
        <span class="unseen">{placeholder}</span>
        <Icon of={Search} />
        <input
          ref={input}
          type="search"
          placeholder={placeholder}
          title={t.slash}
          aria-keyshortcuts="/"
          value={query.search.value}
          onInput={(event) => {
            query.search.value = event.currentTarget.value;
          }}
          autocomplete="off"
          spellcheck={false}
        />
      </label>
      <Overview collection={collection} />
      <p class="unlisted" role="status">
        {query.unlisted.value.length > 0 && t.unlisted(query.unlisted.value)}
      </p>
      {isNarrow.value ? (
        <details class="more-filters">
          <summary>{t.more(query.filterCount.value)}</summary>
          <MoreFilters collection={collection} />
        </details>
      ) : (
        <MoreFilters collection={collection} />
      )}
    </search>
  );
}

/** Whether a key goes into a text, or to a dialog. */
function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector("dialog:modal")) return true;
  return target instanceof Element && target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}

/** A label within a sentence: "user name", but "URL". */
function withinSentence(label: string): string {
  return label === label.toUpperCase() ? label : label.toLowerCase();
}
