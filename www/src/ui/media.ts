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
