import { signal } from "@preact/signals";
import { ArrowDown, ArrowUp } from "lucide";
import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { choose, chosen, extend, leave, toggle } from "../selection/selection.ts";
import { Icon } from "../ui/icon.tsx";
import { narrow } from "../ui/media.ts";
import { useVirtual } from "../ui/virtual.ts";
import { current, currentIndex } from "./current.ts";
import { matching, type SortKey, sort, sortBy } from "./query.ts";
import { SecretRow } from "./row.tsx";
import "./table.css";

/** The identifiers in sight. */
export const inView = signal<readonly string[]>([]);

/** Above the rows, px; as in table.css. */
const headHeight = 40;

/** The secrets as a grid: one stop for Tab, arrow keys from row to row, and only the rows in sight drawn. */
export function SecretsTable() {
  const { table: say, views } = words.value;
  const list = matching.value;
  const rowHeight = narrow.value ? 80 : 48;
  const { scroller, virtualizer, rows, height } = useVirtual<HTMLDivElement>({
    count: list.length,
    height: rowHeight,
    keyOf: (index) => list[index]?.identifier ?? index,
    keep: currentIndex.value,
    cover: narrow.value ? 0 : headHeight,
  });

  const { range } = virtualizer;
  const [from, to] = [range?.startIndex ?? 0, range?.endIndex ?? -1];
  useEffect(() => {
    inView.value = list.slice(from, to + 1).map(({ identifier }) => identifier);
  }, [list, from, to]);
  // A new order or search is looked at from its beginning.
  useLayoutEffect(() => virtualizer.scrollToOffset(0), [virtualizer, sort.value]);

  function go(to: number) {
    const index = Math.max(0, Math.min(list.length - 1, to));
    current.value = list[index]?.identifier;
    virtualizer.scrollToIndex(index, { align: "auto" });
    // It is drawn by the next frame, if it was not before.
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
      go(step);
      const next = list[Math.max(0, Math.min(list.length - 1, step))];
      if (event.shiftKey && identifier && next) {
        if (!chosen.value.has(identifier)) toggle(identifier);
        extend(next.identifier, list);
      }
    } else if (event.key === " " && onRow && identifier) {
      event.preventDefault();
      if (event.shiftKey) extend(identifier, list);
      else toggle(identifier);
    } else if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      choose(list.map((secret) => secret.identifier));
    }
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table whose rows are drawn as they are needed is no <table>
    <div
      role="grid"
      tabIndex={-1}
      class={`grid ${narrow.value ? "narrow" : ""}`}
      aria-label={views.secrets}
      aria-rowcount={list.length + 1}
      aria-multiselectable="true"
      ref={scroller}
      onKeyDown={onKeyDown}
    >
      <Head />
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
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
      <p class="unseen">{say.keys}</p>
    </div>
  );
}

function rowAt(grid: HTMLElement | null, index: number): HTMLElement | null {
  return grid?.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`) ?? null;
}

function Head() {
  const { table: say } = words.value;
  const list = matching.value;
  const many = list.filter(({ identifier }) => chosen.value.has(identifier)).length;
  const all = many > 0 && many === list.length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    <div role="rowgroup" class="grid-head">
      {/* biome-ignore lint/a11y: see the grid; the buttons in it take the focus */}
      <div role="row" class="row" aria-rowindex={1}>
        {/* biome-ignore lint/a11y: see the grid */}
        <div role="columnheader" class="cell-check">
          <label class="check-target">
            <input
              type="checkbox"
              aria-label={say.chooseAll(list.length)}
              checked={all}
              indeterminate={many > 0 && !all}
              onChange={() => {
                const identifiers = list.map(({ identifier }) => identifier);
                if (all) leave(identifiers);
                else choose(identifiers);
              }}
            />
            {narrow.value && <span aria-hidden="true">{say.chooseAll(list.length)}</span>}
          </label>
        </div>
        <SortableHeader by="name" class="cell-name" />
        <SortableHeader by="identifier" class="cell-identifier" />
        {/* biome-ignore lint/a11y: see the grid */}
        <div role="columnheader" class="cell-permissions">
          {say.permissions}
        </div>
        <SortableHeader by="state" class="cell-state" />
        {/* biome-ignore lint/a11y: see the grid */}
        <div role="columnheader" class="cell-actions">
          <span class="unseen">{say.actions}</span>
        </div>
      </div>
    </div>
  );
}

function SortableHeader({ by, class: name }: { readonly by: SortKey; readonly class: string }) {
  const { by: sortedBy, descending } = sort.value;
  const direction = sortedBy !== by ? "none" : descending ? "descending" : "ascending";
  return (
    // biome-ignore lint/a11y: see the grid
    <div role="columnheader" class={name} aria-sort={direction}>
      <button type="button" onClick={() => sortBy(by)}>
        {words.value.table[by]}
        {direction !== "none" && <Icon of={descending ? ArrowDown : ArrowUp} />}
      </button>
    </div>
  );
}
