import { signal } from "@preact/signals";
import { ArrowDown, ArrowUp } from "lucide";
import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { choose, chosen, extendTo, toggle, unchoose } from "../selection/selection.ts";
import { Icon } from "../ui/icon.tsx";
import { isNarrow } from "../ui/media.ts";
import { useVirtual } from "../ui/virtual.ts";
import { currentIdentifier, currentIndex } from "./current.ts";
import { matching, type SortKey, sort, sortBy } from "./query.ts";
import { SecretRow } from "./row.tsx";
import "./table.css";

/** The identifiers of the visible rows. */
export const visibleIdentifiers = signal<readonly string[]>([]);

/** The height of the header, px, as in table.css. */
const headHeight = 40;

/** The secrets as a grid: one tab stop, arrow keys between rows, and only visible rows rendered. */
export function SecretsTable() {
  const { table: t, views } = words.value;
  const list = matching.value;
  const rowHeight = isNarrow.value ? 80 : 48;
  const { scroller, virtualizer, rows, height } = useVirtual<HTMLDivElement>({
    count: list.length,
    height: rowHeight,
    keyOf: (index) => list[index]?.identifier ?? index,
    pinned: currentIndex.value,
    coveredTop: isNarrow.value ? 0 : headHeight,
  });

  const { range } = virtualizer;
  const [from, to] = [range?.startIndex ?? 0, range?.endIndex ?? -1];
  useEffect(() => {
    visibleIdentifiers.value = list.slice(from, to + 1).map(({ identifier }) => identifier);
  }, [list, from, to]);
  // A new order starts at the top.
  useLayoutEffect(() => virtualizer.scrollToOffset(0), [virtualizer, sort.value]);

  function moveTo(to: number) {
    const index = Math.max(0, Math.min(list.length - 1, to));
    currentIdentifier.value = list[index]?.identifier;
    virtualizer.scrollToIndex(index, { align: "auto" });
    // A row outside the view is rendered by the next frame.
    requestAnimationFrame(() => rowAt(scroller.current, index)?.focus());
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLDivElement>) {
    const index = currentIndex.peek();
    const page = Math.max(1, to - from - 1);
    const steps: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: list.length - 1,
    };
    const step = steps[event.key];
    const identifier = list[index]?.identifier;
    const onRow = event.target instanceof HTMLElement && event.target.getAttribute("role") === "row";
    if (step !== undefined) {
      event.preventDefault();
      moveTo(step);
      const next = list[Math.max(0, Math.min(list.length - 1, step))];
      if (event.shiftKey && identifier && next) {
        if (!chosen.value.has(identifier)) toggle(identifier);
        extendTo(next.identifier, list);
      }
    } else if (event.key === " " && onRow && identifier) {
      event.preventDefault();
      if (event.shiftKey) extendTo(identifier, list);
      else toggle(identifier);
    } else if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      choose(list.map((secret) => secret.identifier));
    }
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a <table>
    <div
      role="grid"
      tabIndex={-1}
      class={`grid ${isNarrow.value ? "narrow" : ""}`}
      aria-label={views.secrets}
      aria-rowcount={list.length + 1}
      aria-multiselectable="true"
      ref={scroller}
      onKeyDown={onKeyDown}
    >
      <Head />
      {/* biome-ignore lint/a11y/useSemanticElements: a part of the grid */}
      <div role="rowgroup" class="grid-body" style={{ height: `${height}px` }}>
        {rows.map((row) => {
          const secret = list[row.index];
          return (
            secret && (
              <SecretRow
                key={row.key}
                secret={secret}
                index={row.index}
                top={row.start}
                height={rowHeight}
                isCurrent={row.index === currentIndex.value}
              />
            )
          );
        })}
      </div>
      <p class="unseen">{t.keys}</p>
    </div>
  );
}

function rowAt(grid: HTMLElement | null, index: number): HTMLElement | null {
  return grid?.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`) ?? null;
}

function Head() {
  const { table: t } = words.value;
  const list = matching.value;
  const chosenCount = list.filter(({ identifier }) => chosen.value.has(identifier)).length;
  const allChosen = chosenCount > 0 && chosenCount === list.length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a part of the grid
    <div role="rowgroup" class="grid-head">
      {/* biome-ignore lint/a11y: a row of the grid; its buttons take the focus */}
      <div role="row" class="row" aria-rowindex={1}>
        {/* biome-ignore lint/a11y: a cell of the grid */}
        <div role="columnheader" class="cell-check">
          <label class="check-target">
            <input
              type="checkbox"
              aria-label={t.chooseAll(list.length)}
              checked={allChosen}
              indeterminate={chosenCount > 0 && !allChosen}
              onChange={() => {
                const identifiers = list.map(({ identifier }) => identifier);
                if (allChosen) unchoose(identifiers);
                else choose(identifiers);
              }}
            />
            {isNarrow.value && <span aria-hidden="true">{t.chooseAll(list.length)}</span>}
          </label>
        </div>
        <SortableHeader by="name" class="cell-name" />
        <SortableHeader by="identifier" class="cell-identifier" />
        {/* biome-ignore lint/a11y: a cell of the grid */}
        <div role="columnheader" class="cell-permissions">
          {t.permissions}
        </div>
        <SortableHeader by="state" class="cell-state" />
        {/* biome-ignore lint/a11y: a cell of the grid */}
        <div role="columnheader" class="cell-actions">
          <span class="unseen">{t.actions}</span>
        </div>
      </div>
    </div>
  );
}

function SortableHeader({ by, class: name }: { readonly by: SortKey; readonly class: string }) {
  const { by: sortedBy, descending } = sort.value;
  const direction = sortedBy !== by ? "none" : descending ? "descending" : "ascending";
  return (
    // biome-ignore lint/a11y: a cell of the grid
    <div role="columnheader" class={name} aria-sort={direction}>
      <button type="button" onClick={() => sortBy(by)}>
        {words.value.table[by]}
        {direction !== "none" && <Icon of={descending ? ArrowDown : ArrowUp} />}
      </button>
    </div>
  );
}
