import { isDemo } from "../demo/is-demo.ts";
import { normalAddress } from "../vault.ts";

/** The way to a MySafe. */
export interface Route {
  /** Where its requests are sent. */
  readonly baseUrl: string;
  /** Its own address. */
  readonly address: string;
}

const meta = document.querySelector<HTMLMetaElement>('meta[name="mysafe-vault"]');

/** The address of the MySafe to which the server of this page forwards what the page sends to it. The document says so, to which
 * no other page can write. */
export const forwardedVault = isDemo || !meta ? undefined : normalAddress(meta.content);

/** Where the server of this page answers. */
export const ownAddress = normalAddress(new URL(".", location.href).href) ?? location.origin;

/** The way to the MySafe at an address. A forwarding server is not the MySafe that answers there. */
export function routeTo(address: string): Route {
  if (forwardedVault === undefined || (address !== forwardedVault && address !== ownAddress)) {
    return { baseUrl: address, address };
  }
  return { baseUrl: ownAddress, address: forwardedVault };
}
