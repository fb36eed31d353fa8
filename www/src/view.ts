import { signal } from "@preact/signals";
import { connection } from "./connection/connection.ts";

/** A part of the workspace. */
export type View = "items" | "reports" | "log";

/** The view on screen. It is not part of the URL, so that the browser's history shows nothing of a visit. */
export const view = signal<View>("items");

/** Whether the visitor reads reports without a connection. */
export const readsReports = signal(false);

// A lock shows the connect view, also to somebody who has read reports before that connection.
connection.subscribe(() => {
  readsReports.value = false;
});
