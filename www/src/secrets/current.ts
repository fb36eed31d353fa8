import { computed, signal } from "@preact/signals";
import { matching } from "./query.ts";

/** The identifier of the row that Tab focuses, and from which the arrow keys move. */
export const currentIdentifier = signal<string | undefined>(undefined);

/** The index of that row in the list; 0 if the list does not have it. */
export const currentIndex = computed(() => {
  const index = matching.value.findIndex(({ identifier }) => identifier === currentIdentifier.value);
  return Math.max(0, index);
});
