import { LazyPart } from "./ui/lazy-part.tsx";

/** The part of the page after the connection. The form loads it on its first focus: so the form itself appears at once, and the
 * workspace is ready when the connection is. */
export const workspace = new LazyPart(() => import("./workspace-view.tsx"));
