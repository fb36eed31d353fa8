import type { ComponentChildren } from "preact";
import { rowPosition, useVirtual } from "./virtual.ts";
import "./virtual-list.css";

interface VirtualListProps {
  readonly class: string;
  readonly label: string;
  readonly count: number;
  /** The height of a row, px. */
  readonly rowHeight: number;
  readonly row: (index: number) => ComponentChildren;
  readonly rowClass?: (index: number) => string;
}

/** A box with a list, of which the rows in view are rendered. It can be scrolled by keyboard. */
export function VirtualList({ class: name, label, count, rowHeight, row, rowClass }: VirtualListProps) {
  const { scroller, rows, height } = useVirtual<HTMLDivElement>({ count, height: rowHeight, keyOf: (index) => index });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard
    <section class={`virtual-list ${name}`} aria-label={label} tabIndex={0} ref={scroller}>
      <ul style={{ height: `${height}px` }}>
        {rows.map((place) => (
          <li
            key={place.key}
            class={rowClass?.(place.index)}
            style={{ ...rowPosition(place), height: `${rowHeight}px` }}
            aria-setsize={count}
            aria-posinset={place.index + 1}
          >
            {row(place.index)}
          </li>
        ))}
      </ul>
    </section>
  );
}
