import { LazyPart } from "../ui/lazy-part.tsx";

/** What finds items: those that a pasted text names, and those that store a leaked value. It is loaded when it is asked for. */
export const findPart = new LazyPart(() => import("./loaded.ts"));
