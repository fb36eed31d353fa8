import {
  defaultRangeExtractor,
  elementScroll,
  measureElement,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from "@tanstack/virtual-core";
import { useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";

interface VirtualOptions {
  readonly count: number;
  /** The height of a row, px: exact, or a guess that is put right once the row is measured. */
  readonly height: number;
  readonly keyOf: (index: number) => string | number;
  /** A row that stays in the page even when it is out of sight, since it may have the focus. */
  readonly keep?: number;
  /** What covers the beginning of what scrolls, px. */
  readonly cover?: number;
}

/** Draws only those of many rows that are in sight. */
export function useVirtual<Scroller extends HTMLElement>(options: VirtualOptions) {
  const { count, height, keyOf, keep, cover = 0 } = options;
  const scroller = useRef<Scroller>(null);
  const [, draw] = useReducer((drawn: number, _: undefined) => drawn + 1, 0);
  const settings = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: keyOf,
    overscan: 8,
    scrollPaddingStart: cover,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    measureElement,
    rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const rows = defaultRangeExtractor(range);
      if (keep === undefined || keep < 0 || keep >= count || rows.includes(keep)) return rows;
      return [...rows, keep].sort((a, b) => a - b);
    },
    onChange: () => draw(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer<Scroller, HTMLElement>(settings));
  virtualizer.setOptions(settings);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  // A phone turned on its side has other rows.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height]);
  return { scroller, virtualizer, rows: virtualizer.getVirtualItems(), height: virtualizer.getTotalSize() };
}

/** Where a row is put. */
export function placed({ start }: VirtualItem): { readonly transform: string } {
  return { transform: `translateY(${start}px)` };
}
