import { type ReadonlySignal, signal } from "@preact/signals";

/** Whether a media query holds, now and later. */
export function media(query: string): ReadonlySignal<boolean> {
  const list = matchMedia(query);
  const holds = signal(list.matches);
  list.addEventListener("change", () => {
    holds.value = list.matches;
  });
  return holds;
}

/** Whether rows have room for one line only in two. */
export const narrow = media("(max-width: 52rem)");
