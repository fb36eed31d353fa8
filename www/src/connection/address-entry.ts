import { signal } from "@preact/signals";
import { type ReadAddress, readAddress } from "./address.ts";
import { address } from "./entries.ts";
import { forwardedVault, ownAddress, routeTo } from "./route.ts";

/** What was made of the entered address, while the field has it. */
export const settled = signal<{ readonly entry: string; readonly read: ReadAddress } | undefined>(undefined);

/** The address whose path the visitor keeps on purpose. */
let kept: string | undefined;

/** Puts the address that an entry means in its place. Returns whether it can be connected to. */
export function settleAddress(): boolean {
  const entry = address.value;
  // What was said of an entry is still true of it.
  if (settled.value?.entry !== entry) {
    const read =
      entry.trim() === ""
        ? undefined
        : readAddress(entry, forwardedVault ? [forwardedVault, ownAddress, kept] : [kept]);
    if (read?.address !== undefined) address.value = routeTo(read.address).address;
    settled.value = read && { entry: address.value, read };
  }
  return settled.value?.read.address !== undefined;
}

/** Keeps the path of an address, below which a proxy serves MySafe. */
export function keepPath(withPath: string): void {
  kept = withPath;
  address.value = withPath;
  settleAddress();
}
