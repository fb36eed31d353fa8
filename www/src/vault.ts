/** A MySafe. The same numbers mean other items in another one. */
export interface Vault {
  /** Its address: origin and path, without a slash at the end. */
  readonly address: string;
  /** The tenant's subdomain, if the connection names one. */
  readonly tenant?: string | undefined;
}

/** An address as reports and the command line state it, so that the same one is the same text. `undefined`: it is none. */
export function normalAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, pathname } = new URL(text);
  return /^https?:$/.test(protocol) ? origin + pathname.replace(/\/+$/, "") : undefined;
}

/** How the page names a vault. */
export function vaultName({ address, tenant }: Vault): string {
  return tenant === undefined ? address : `${address} (tenant ${tenant})`;
}

/** Why items of a report may be others in a vault: it says that it was made in another one, or does not say where. */
export type VaultDoubt = "otherAddress" | "otherTenant" | "noAddress" | "noTenant";

/** Whether a report says that it was made in another vault. */
export const isElsewhere = (doubt: VaultDoubt | undefined) => doubt === "otherAddress" || doubt === "otherTenant";

/** Compares where a report was made with a vault. */
export function doubtOf(
  { address, tenant }: { readonly address: string | undefined; readonly tenant?: string | undefined },
  here: Vault,
): VaultDoubt | undefined {
  if (address === undefined) return "noAddress";
  if ((normalAddress(address) ?? address) !== here.address) return "otherAddress";
  if (tenant === here.tenant) return undefined;
  // Reports did not always state a tenant.
  return tenant === undefined ? "noTenant" : "otherTenant";
}
