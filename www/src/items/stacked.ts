import { computed } from "@preact/signals";
import { isNarrow, isWide } from "../ui/media.ts";
import { shown } from "./collection.ts";

/** Whether a row takes several lines: in a narrow window, and where the columns of the kind have no room. */
export const isStacked = computed(() => isNarrow.value || (shown.value.kind.columns.length > 0 && !isWide.value));
