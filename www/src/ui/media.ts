import { type ReadonlySignal, signal } from "@preact/signals";

/** A signal of whether a media query matches. */
export function media(query: string): ReadonlySignal<boolean> {
  const list = matchMedia(query);
  const holds = signal(list.matches);
  list.addEventListener("change", () => {
    holds.value = list.matches;
  });
  return holds;
}

/** Whether the window is so narrow that a row takes two lines. */
export const isNarrow = media("(max-width: 52rem)");

/** Whether the visitor's own colours replace those of the page. */
export const hasForcedColors = media("(forced-colors: active)");

/** Whether the window has room for a list with columns of its kind, or for a panel beside a list. */
export const isWide = media("(min-width: 76rem)");

/** Whether the window has room for a panel beside a list with many columns. */
export const isVeryWide = media("(min-width: 104rem)");
