import { LazyPart } from "../ui/lazy-part.tsx";

/** What explains a failed connection, which most visits do not need. */
export const faultPart = new LazyPart(() => import("./fault.tsx"));
