import { signal } from "@preact/signals";
import type { ComponentType } from "preact";

interface Fetched {
  readonly Workspace?: ComponentType;
  readonly failed?: boolean;
}

/** The part of the page after the connection, loaded on demand. The form loads it on its first focus: so the form itself
 * appears at once, and the workspace is ready when the connection is. */
export const workspace = signal<Fetched>({});

/** Loads the workspace, unless it is loaded already. A later call tries again after a failure. */
export async function fetchWorkspace(): Promise<void> {
  if (workspace.value.Workspace) return;
  try {
    workspace.value = await import("./workspace-view.tsx");
  } catch {
    workspace.value = { failed: true };
  }
}
