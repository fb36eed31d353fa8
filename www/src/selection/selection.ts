import { signal } from "@preact/signals";

/** The chosen identifiers, visible in the list or not. */
export const chosen = signal<ReadonlySet<string>>(new Set());

/** The start of a range that Shift extends. */
let anchor: string | undefined;

/** Adds to the chosen secrets. */
export function choose(identifiers: Iterable<string>): void {
  chosen.value = new Set([...chosen.value, ...identifiers]);
}

/** Removes from the chosen secrets. */
export function unchoose(identifiers: Iterable<string>): void {
  const left = new Set(chosen.value);
  for (const identifier of identifiers) left.delete(identifier);
  chosen.value = left;
}

/** Chooses a secret, or removes it if it is chosen. It becomes the start of a range. */
export function toggle(identifier: string): void {
  anchor = identifier;
  if (chosen.value.has(identifier)) unchoose([identifier]);
  else choose([identifier]);
}

/** Gives all secrets from the last toggled one to `to` the same choice as that one. */
export function extendTo(to: string, order: readonly { readonly identifier: string }[]): void {
  const from = order.findIndex(({ identifier }) => identifier === anchor);
  const end = order.findIndex(({ identifier }) => identifier === to);
  if (from < 0 || end < 0 || anchor === undefined) {
    toggle(to);
    return;
  }
  const range = order.slice(Math.min(from, end), Math.max(from, end) + 1).map(({ identifier }) => identifier);
  if (chosen.value.has(anchor)) choose(range);
  else unchoose(range);
}

/** Removes all chosen secrets. */
export function clearSelection(): void {
  anchor = undefined;
  chosen.value = new Set();
}
