import { signal } from "@preact/signals";
import type { ComponentType } from "preact";

interface Fetched {
  readonly Workspace?: ComponentType;
  readonly failed?: boolean;
}

/** Most of the page is needed only once connected. It is fetched when somebody begins to fill in the form, so that it
 * is here by then, and the form is there at once. */
export const workspace = signal<Fetched>({});

export async function fetchWorkspace(): Promise<void> {
  if (workspace.value.Workspace) return;
  try {
    workspace.value = await import("./workspace-view.tsx");
  } catch {
    workspace.value = { failed: true };
  }
}
