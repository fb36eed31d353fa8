import { LazyPart } from "../ui/lazy-part.tsx";

/** The dialog of new values. It is loaded when it is asked for. */
export const rotatePart = new LazyPart(() => import("./rotate-dialog.tsx"));
