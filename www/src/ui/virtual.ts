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
  /** The height of a row, px: exact, or an estimate until the row is measured. */
  readonly height: number;
  readonly keyOf: (index: number) => string | number;
  /** The index of a row that stays rendered outside the view, because it can have the focus. */
  readonly pinned?: number;
  /** The height of a sticky header over the scrollable area, px. Default 0. */
  readonly coveredTop?: number;
}

/** Renders only the visible rows of a long list. */
export function useVirtual<Scroller extends HTMLElement>(options: VirtualOptions) {
  const { count, height, keyOf, pinned, coveredTop = 0 } = options;
  const scroller = useRef<Scroller>(null);
  const [, redraw] = useReducer((drawn: number, _: undefined) => drawn + 1, 0);
  const settings = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: keyOf,
    overscan: 8,
    scrollPaddingStart: coveredTop,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    measureElement,
    rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const rows = defaultRangeExtractor(range);
      if (pinned === undefined || pinned < 0 || pinned >= count || rows.includes(pinned)) return rows;
      return [...rows, pinned].sort((a, b) => a - b);
    },
    onChange: () => redraw(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer<Scroller, HTMLElement>(settings));
  virtualizer.setOptions(settings);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  // The height changes when a phone is rotated.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height]);
  return { scroller, virtualizer, rows: virtualizer.getVirtualItems(), height: virtualizer.getTotalSize() };
}

/** The style that positions a row. */
export function rowPosition({ start }: VirtualItem): { readonly transform: string } {
  return { transform: `translateY(${start}px)` };
}
