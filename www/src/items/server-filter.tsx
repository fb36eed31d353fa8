import { signal, useSignalEffect } from "@preact/signals";
import { RefreshCw, X } from "lucide";
import { useMemo } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import type { Collection } from "./collection.ts";

/** The filters that MySafe applies, by fields that a list does not have. The collection is always the same one. */
export function ServerFilter({ collection: { kind, listing } }: { readonly collection: Collection }) {
  const { filters: t } = words.value;
  const entries = useMemo(() => kind.filters.map((field) => ({ field, value: signal("") })), [kind]);
  useSignalEffect(() => {
    for (const { field, value } of entries) value.value = listing.filter.value[field] ?? "";
  });
  const entered = () =>
    Object.fromEntries(
      entries.flatMap(({ field, value }) => (value.value.trim() === "" ? [] : [[field, value.value.trim()]])),
    );
  const isLoading = listing.loading.value;
  return (
    <form
      class="at-mysafe"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void listing.load(entered());
      }}
    >
      {entries.map(({ field, value }) => (
        <Field key={field} label={t.fields[field]} value={value} hint={field === "tag" ? t.oneTag : undefined} />
      ))}
      <Button type="submit" icon={RefreshCw} unavailable={isLoading} turning={isLoading}>
        {t.apply}
      </Button>
      {listing.isFiltered.value && (
        <Button look="bare" icon={X} onClick={() => void listing.load({})}>
          {t.clear}
        </Button>
      )}
    </form>
  );
}
