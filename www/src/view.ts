import { signal } from "@preact/signals";

/** A part of the workspace. */
export type View = "items" | "reports" | "log";

/** The view on screen. It is not part of the URL, so that the browser's history shows nothing of a visit. */
export const view = signal<View>("items");
