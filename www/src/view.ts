import { signal } from "@preact/signals";

export type View = "secrets" | "reports" | "log";

/** What is looked at. It is not in the address: nothing of what is done here is. */
export const view = signal<View>("secrets");
