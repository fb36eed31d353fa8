import { LazyPart } from "../ui/lazy-part.tsx";

/** What shows the details of an item. */
export const detailsPart = new LazyPart(() => import("./details-panel.tsx"));
