import { CircleAlert, RefreshCw, SearchX, Vault } from "lucide";
import { words } from "../i18n/language.ts";
import { SelectionBar } from "../selection/selection-bar.tsx";
import { Button } from "../ui/button.tsx";
import { Blank, Notice } from "../ui/notice.tsx";
import { Filters } from "./filters.tsx";
import { matching, narrowed, widen } from "./query.ts";
import { filter, load, loadError, loading, secrets } from "./secrets.ts";
import { SecretsTable } from "./table.tsx";
import "./secrets-view.css";

/** The list, what narrows it down, and what can be done with it. */
export function SecretsView() {
  const { secrets: say } = words.value;
  return (
    <section class="secrets" aria-labelledby="secrets-title">
      <h2 id="secrets-title" class="unseen">
        {words.value.views.secrets}
      </h2>
      <Filters />
      {loadError.value && (
        <Notice tone="bad" icon={CircleAlert} title={say.notLoaded} role="alert">
          <p>{words.value.reasons[loadError.value.code].todo}</p>
          <Button small icon={RefreshCw} onClick={() => void load(filter.value)}>
            {say.again}
          </Button>
        </Notice>
      )}
      <div class="list card" aria-busy={loading.value}>
        <SelectionBar />
        <p class="unseen" role="status">
          {loading.value ? say.loading : say.shown(matching.value.length, secrets.value.length)}
        </p>
        <List />
      </div>
    </section>
  );
}

function List() {
  const { secrets: say } = words.value;
  if (loading.value) return <Skeleton />;
  if (matching.value.length > 0) return <SecretsTable />;
  const filtered = filter.value.tag !== undefined || filter.value.identifierCode !== undefined;
  if (!narrowed.value && !filtered) {
    return (
      <Blank icon={Vault} title={say.none}>
        <p>{say.noneAdvice}</p>
      </Blank>
    );
  }
  return (
    <Blank icon={SearchX} title={say.noMatch}>
      <p>{say.noMatchOf(secrets.value.length)}</p>
      <Button
        onClick={() => {
          widen();
          if (filtered) void load({});
        }}
      >
        {say.widen}
      </Button>
    </Blank>
  );
}

/** Where rows will be. */
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
