import { computed } from "@preact/signals";
import { isNarrow, isVeryWide, isWide } from "../ui/media.ts";
import { shown } from "./collection.ts";

/** Whether the details of an item are beside the list, which is narrower then. */
export const hasDetails = computed(() => shown.value.opened.value !== undefined && isWide.value);

/** Whether a row takes several lines: in a narrow window, and where the columns of the kind have no room. */
export const isStacked = computed(() => {
  const { length: columns } = shown.value.kind.columns;
  if (hasDetails.value) return columns > 1 && !isVeryWide.value;
  return isNarrow.value || (columns > 0 && !isWide.value);
});
