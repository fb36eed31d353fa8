import { CircleAlert, RefreshCw, SearchX, Vault } from "lucide";
import type { MySafeError } from "mysafe-wasm";
import { brokerParts } from "../connection/broker.ts";
import { detailsPart } from "../details/details-part.ts";
import { words } from "../i18n/language.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { SelectionBar } from "../selection/selection-bar.tsx";
import { Button } from "../ui/button.tsx";
import { Lazy } from "../ui/lazy-part.tsx";
import { EmptyState, Notice } from "../ui/notice.tsx";
import { CheckBar } from "./check-bar.tsx";
import { checkPart } from "./check-part.ts";
import { type Collection, shown } from "./collection.ts";
import { Filters } from "./filters.tsx";
import { ItemsTable } from "./table.tsx";
import "./items-view.css";

/** The filters, the actions on the selection, and the list of items of one kind. */
export function ItemsView() {
  const { items: t } = words.value;
  const collection = shown.value;
  const { kind, listing, query, check } = collection;
  const opened = collection.opened.value;
  const noun = nounOf(kind.name);
  const { items, loading, error, filter } = listing;
  const { OnlyLooking } = brokerParts;
  return (
    <section class="items" aria-labelledby="items-title">
      <h2 id="items-title" class="unseen">
        {noun.title}
      </h2>
      <Filters />
      {OnlyLooking && <OnlyLooking kind={kind.name} />}
      {error.value && (
        <Notice tone="bad" icon={CircleAlert} title={t.notLoaded(noun)} role="alert">
          <p>{adviceAfter(error.value, collection)}</p>
          <Button small icon={RefreshCw} onClick={() => void listing.load(filter.value)}>
            {t.again}
          </Button>
        </Notice>
      )}
      <div class="list-and-details">
        <div class="list card" aria-busy={loading.value}>
          <SelectionBar />
          <p class="unseen" role="status">
            {loading.value ? t.loading : items.value && t.shown(query.matching.value.length, items.value.length, noun)}
          </p>
          <CheckBar collection={collection} />
          <List collection={collection} />
        </div>
        {opened !== undefined && (
          <Lazy part={detailsPart}>
            {({ DetailsPanel }) => <DetailsPanel key={kind.name} collection={collection} identifier={opened} />}
          </Lazy>
        )}
      </div>
      {check.pending.value && (
        <Lazy part={checkPart}>
          {({ CheckDialog }) => <CheckDialog collection={collection} identifiers={check.pending.value ?? []} />}
        </Lazy>
      )}
    </section>
  );
}

/** What to do after a list that failed. An access key, or a MySafe, need not have all kinds. */
function adviceAfter({ code }: MySafeError, { kind }: Collection): string {
  const { items: t, reasons } = words.value;
  const noun = nounOf(kind.name);
  if (code === "ACCESS_DENIED") return t.notAllowed(noun);
  if (code === "ROUTE_NOT_FOUND") return t.notOffered(noun);
  return reasons(noun)[code].advice;
}

function List({ collection }: { readonly collection: Collection }) {
  const { items: t } = words.value;
  const { kind, listing, query } = collection;
  const noun = nounOf(kind.name);
  if (listing.loading.value) return <Skeleton />;
  if (!listing.items.value) return null; // it failed, as the notice above says
  if (query.matching.value.length > 0) return <ItemsTable key={kind.name} collection={collection} />;
  if (!query.isNarrowed.value && !listing.isFiltered.value) {
    return (
      <EmptyState icon={Vault} title={t.none(noun)}>
        <p>{t.noneAdvice(noun)}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={SearchX} title={query.state.value === "any" ? t.noMatch : t.noneKnown[query.state.value]}>
      {query.state.value === "any" && <p>{t.noMatchOf(listing.items.value.length)}</p>}
      <Button
        onClick={() => {
          query.clear();
          if (listing.isFiltered.value) void listing.load({});
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
