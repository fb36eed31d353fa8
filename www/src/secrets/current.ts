import { computed, signal } from "@preact/signals";
import { matching } from "./query.ts";

/** The row that Tab leads to, and that the arrow keys leave from. */
export const current = signal<string | undefined>(undefined);

export const currentIndex = computed(() => {
  const index = matching.value.findIndex(({ identifier }) => identifier === current.value);
  return Math.max(0, index);
});
