import { ArrowDown, ArrowUp } from "lucide";
import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { may } from "../connection/broker.ts";
import { words } from "../i18n/language.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { Icon } from "../ui/icon.tsx";
import { useVirtual } from "../ui/virtual.ts";
import type { Collection } from "./collection.ts";
import type { Query, SortKey } from "./query.ts";
import { ItemRow } from "./row.tsx";
import { hasDetails, isStacked } from "./stacked.ts";
import "./table.css";

/** The height of the header, px, as in table.css. */
const headHeight = 40;

/** The heights of a row, px: of one line, and of two or three lines. */
const rowHeights = { one: 48, two: 80, three: 104 };

/** The items as a grid: one tab stop, arrow keys between rows, and only visible rows rendered. */
export function ItemsTable({ collection }: { readonly collection: Collection }) {
  const { table: t } = words.value;
  const { kind, selection, query, currentIndex, currentIdentifier, inView, opened } = collection;
  const list = query.matching.value;
  const lines = !isStacked.value ? "one" : kind.columns.length === 0 ? "two" : "three";
  const rowHeight = rowHeights[lines];
  const { scroller, virtualizer, rows, height } = useVirtual<HTMLDivElement>({
    count: list.length,
    height: rowHeight,
    keyOf: (index) => list[index]?.identifier ?? index,
    pinned: currentIndex.value,
    coveredTop: isStacked.value ? 0 : headHeight,
  });

  const { range } = virtualizer;
  const [from, to] = [range?.startIndex ?? 0, range?.endIndex ?? -1];
  useEffect(() => {
    inView.value = list.slice(from, to + 1).map(({ identifier }) => identifier);
  }, [inView, list, from, to]);
  useEffect(
    () => () => {
      inView.value = [];
    },
    [inView],
  );
  // A new order starts at the top.
  useLayoutEffect(() => virtualizer.scrollToOffset(0), [virtualizer, query.sort.value]);

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
        if (!selection.chosen.value.has(identifier)) selection.toggle(identifier);
        selection.extendTo(next.identifier, list);
      }
    } else if (event.key === " " && onRow && identifier) {
      event.preventDefault();
      if (event.shiftKey) selection.extendTo(identifier, list);
      else selection.toggle(identifier);
    } else if (event.key === "Enter" && onRow && identifier && may(kind.name, "isActive")) {
      event.preventDefault();
      opened.value = identifier;
    } else if (event.key === "Escape") {
      opened.value = undefined;
    } else if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      selection.choose(list.map((item) => item.identifier));
    }
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a <table>
    <div
      role="grid"
      tabIndex={-1}
      class={`grid ${kind.columns.length > 1 ? "crowded" : ""} ${isStacked.value ? "stacked" : ""} ${hasDetails.value ? "compact" : ""}`}
      style={{ "--kind-columns": "minmax(6rem, 1fr) ".repeat(kind.columns.length) }}
      aria-label={nounOf(kind.name).title}
      aria-rowcount={list.length + 1}
      aria-multiselectable="true"
      ref={scroller}
      onKeyDown={onKeyDown}
    >
      <Head collection={collection} />
      {/* biome-ignore lint/a11y/useSemanticElements: a part of the grid */}
      <div role="rowgroup" class="grid-body" style={{ height: `${height}px` }}>
        {rows.map((row) => {
          const item = list[row.index];
          return (
            item && (
              <ItemRow
                key={row.key}
                collection={collection}
                item={item}
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

function Head({ collection: { kind, selection, query } }: { readonly collection: Collection }) {
  const { table: t } = words.value;
  const list = query.matching.value;
  const chosenCount = list.filter(({ identifier }) => selection.chosen.value.has(identifier)).length;
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
              aria-label={words.value.selection.all(list.length)}
              checked={allChosen}
              indeterminate={chosenCount > 0 && !allChosen}
              onChange={() => {
                const identifiers = list.map(({ identifier }) => identifier);
                if (allChosen) selection.unchoose(identifiers);
                else selection.choose(identifiers);
              }}
            />
            {isStacked.value && <span aria-hidden="true">{words.value.selection.all(list.length)}</span>}
          </label>
        </div>
        <SortableHeader query={query} by="name" class="cell-name" />
        {kind.columns.map((column) => (
          <SortableHeader key={column} query={query} by={column} class="cell-column" />
        ))}
        <SortableHeader query={query} by="identifier" class="cell-identifier" />
        {/* biome-ignore lint/a11y: a cell of the grid */}
        <div role="columnheader" class="cell-permissions">
          {t.permissions}
        </div>
        <SortableHeader query={query} by="state" class="cell-state" />
        {/* biome-ignore lint/a11y: a cell of the grid */}
        <div role="columnheader" class="cell-actions">
          <span class="unseen">{t.actions}</span>
        </div>
      </div>
    </div>
  );
}

interface SortableHeaderProps {
  readonly query: Query;
  readonly by: SortKey;
  readonly class: string;
}

function SortableHeader({ query, by, class: name }: SortableHeaderProps) {
  const { by: sortedBy, descending } = query.sort.value;
  const direction = sortedBy !== by ? "none" : descending ? "descending" : "ascending";
  return (
    // biome-ignore lint/a11y: a cell of the grid
    <div role="columnheader" class={name} aria-sort={direction}>
      <button type="button" onClick={() => query.sortBy(by)}>
        {words.value.table.columns[by]}
        {direction !== "none" && <Icon of={descending ? ArrowDown : ArrowUp} />}
      </button>
    </div>
  );
}
