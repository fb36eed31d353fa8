import { LazyPart } from "../ui/lazy-part.tsx";

/** The confirmation and the progress of a run. It is loaded for the first confirmation, before anything is sent. */
export const runPart = new LazyPart(() => import("./loaded.ts"));
