import { LazyPart } from "../ui/lazy-part.tsx";

/** What shows, reads, saves and keeps reports. It is loaded with the first confirmation, so that a network that fails during
 * the run does not withhold the report. */
export const reportPart = new LazyPart(() => import("./loaded.ts"));
