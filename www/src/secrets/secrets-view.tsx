import { CircleAlert, RefreshCw, SearchX, Vault } from "lucide";
import { words } from "../i18n/language.ts";
import { SelectionBar } from "../selection/selection-bar.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState, Notice } from "../ui/notice.tsx";
import { Filters } from "./filters.tsx";
import { clearSearch, isNarrowed, matching } from "./query.ts";
import { filter, load, loadError, loading, secrets } from "./secrets.ts";
import { SecretsTable } from "./table.tsx";
import "./secrets-view.css";

/** The filters, the actions on the selection, and the list of secrets. */
export function SecretsView() {
  const { secrets: t } = words.value;
  return (
    <section class="secrets" aria-labelledby="secrets-title">
      <h2 id="secrets-title" class="unseen">
        {words.value.views.secrets}
      </h2>
      <Filters />
      {loadError.value && (
        <Notice tone="bad" icon={CircleAlert} title={t.notLoaded} role="alert">
          <p>{words.value.reasons[loadError.value.code].advice}</p>
          <Button small icon={RefreshCw} onClick={() => void load(filter.value)}>
            {t.again}
          </Button>
        </Notice>
      )}
      <div class="list card" aria-busy={loading.value}>
        <SelectionBar />
        <p class="unseen" role="status">
          {loading.value ? t.loading : t.shown(matching.value.length, secrets.value.length)}
        </p>
        <List />
      </div>
    </section>
  );
}

function List() {
  const { secrets: t } = words.value;
  if (loading.value) return <Skeleton />;
  if (matching.value.length > 0) return <SecretsTable />;
  const filtered = filter.value.tag !== undefined || filter.value.identifierCode !== undefined;
  if (!isNarrowed.value && !filtered) {
    return (
      <EmptyState icon={Vault} title={t.none}>
        <p>{t.noneAdvice}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={SearchX} title={t.noMatch}>
      <p>{t.noMatchOf(secrets.value.length)}</p>
      <Button
        onClick={() => {
          clearSearch();
          if (filtered) void load({});
        }}
      >
        {t.clearSearch}
      </Button>
    </EmptyState>
  );
}

/** Placeholders for rows while the list loads. */
function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      {[62, 48, 71, 55, 66, 44, 58, 69].map((width) => (
        <div key={width}>
          <i style={{ width: `${width}%` }} />
          <i />
          <i />
        </div>
      ))}
    </div>
  );
}
