import { LazyPart } from "../ui/lazy-part.tsx";

/** The question before a check of many items. */
export const checkPart = new LazyPart(() => import("./check-dialog.tsx"));
