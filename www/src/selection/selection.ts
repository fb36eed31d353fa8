import { signal } from "@preact/signals";

/** The identifiers chosen to be acted on, whether the list shows them now or not. */
export const chosen = signal<ReadonlySet<string>>(new Set());

/** Where a range begins that shift extends. */
let anchor: string | undefined;

export function choose(identifiers: Iterable<string>): void {
  chosen.value = new Set([...chosen.value, ...identifiers]);
}

export function leave(identifiers: Iterable<string>): void {
  const left = new Set(chosen.value);
  for (const identifier of identifiers) left.delete(identifier);
  chosen.value = left;
}

export function toggle(identifier: string): void {
  anchor = identifier;
  if (chosen.value.has(identifier)) leave([identifier]);
  else choose([identifier]);
}

/** Makes all from the last one toggled to this one as that one is. */
export function extend(to: string, order: readonly { readonly identifier: string }[]): void {
  const from = order.findIndex(({ identifier }) => identifier === anchor);
  const end = order.findIndex(({ identifier }) => identifier === to);
  if (from < 0 || end < 0 || anchor === undefined) {
    toggle(to);
    return;
  }
  const range = order.slice(Math.min(from, end), Math.max(from, end) + 1).map(({ identifier }) => identifier);
  if (chosen.value.has(anchor)) choose(range);
  else leave(range);
}

export function clearSelection(): void {
  anchor = undefined;
  chosen.value = new Set();
}
