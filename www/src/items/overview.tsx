import { number } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { Segments } from "../ui/segments.tsx";
import type { Collection } from "./collection.ts";
import type { State } from "./states.ts";

const states: readonly State[] = ["active", "inactive", "unchecked", "unknown"];

/** How many items are in each state, and the choice of one to limit the list to. */
export function Overview({ collection: { query } }: { readonly collection: Collection }) {
  const { filters: t, states: names } = words.value;
  const counts = query.stateCounts.value;
  const chosen = query.state.value;
  const shown = states.filter((state) => state !== "unknown" || counts.unknown > 0 || chosen === "unknown");
  return (
    <div class="overview">
      <Segments
        legend={t.state}
        name="state"
        value={chosen}
        options={[
          ["any", <StateCount key="any" name={t.anyState} many={query.inAnyState.value.length} />],
          ...shown.map(
            (state) => [state, <StateCount key={state} name={names[state]} many={counts[state]} />] as const,
          ),
        ]}
        onChoose={(state) => {
          query.state.value = state;
        }}
      />
    </div>
  );
}

function StateCount({ name, many }: { readonly name: string; readonly many: number }) {
  return (
    <>
      {name} <b>{number(many)}</b>
    </>
  );
}
