import { useId } from "preact/hooks";
import { words } from "../i18n/language.ts";
import type { ListedPermission } from "../kinds/field.ts";
import { Choice } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import type { Collection } from "./collection.ts";
import { permissions } from "./permission.ts";
import type { SortKey } from "./query.ts";
import { ServerFilter } from "./server-filter.tsx";
import { isStacked } from "./stacked.ts";

interface MoreFiltersProps {
  readonly collection: Collection;
}

/** The filters by tags and permission, the order where the list has no header, and the filters that MySafe applies. */
export function MoreFilters({ collection }: MoreFiltersProps) {
  const { filters: t, table } = words.value;
  const { query, kind } = collection;
  const sortKeys: readonly SortKey[] = ["identifier", "name", "state", ...kind.columns];
  const permissionNames = Object.keys(permissions) as ListedPermission[];
  return (
    <div class="more-filters-body">
      {kind.columns.includes("tags") && <TagFilter collection={collection} />}
      <Choice
        label={t.permission}
        value={query.permission.value}
        options={[
          ["any", t.anyPermission],
          ...permissionNames.map((permission) => [permission, t.permissions[permission]] as const),
        ]}
        onChoose={(permission) => {
          query.permission.value = permission;
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
      <ServerFilter key={kind.name} collection={collection} />
    </div>
  );
}

/** A filter by tags that are listed, with suggestions for the last one. */
function TagFilter({ collection: { query } }: MoreFiltersProps) {
  const { filters: t } = words.value;
  const id = useId();
  const before = query.tags.value.replace(/[^,;]*$/, "");
  const given = new Set(before.split(/[,;]\s*/));
  return (
    <div class="tag-filter" title={t.tagsHint}>
      <Field label={t.tags} value={query.tags} suggestions={id} placeholder={t.tagsExample} />
      <datalist id={id}>
        {query.tagNames.value
          .filter((tag) => !given.has(tag))
          .slice(0, 200)
          .map((tag) => (
            <option key={tag} value={`${before.trimEnd()}${before === "" ? "" : " "}${tag}`} />
          ))}
      </datalist>
    </div>
  );
}
