import { normalAddress } from "../vault.ts";

/** Why an entered address cannot be used. `insecure`: credentials would be readable on the way. */
export type AddressFault = "unreadable" | "credentials" | "insecure";

/** What an entered address means: an address, or a fault. */
export interface ReadAddress {
  readonly address?: string;
  readonly fault?: AddressFault;
  /** The scheme that it did not have. */
  readonly added?: string | undefined;
  /** Whether what does not belong to the address of MySafe was cut off. */
  readonly isCut?: boolean;
  /** The address with its path, if that was cut off. */
  readonly withPath?: string | undefined;
}

const loopback = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Reads an entered address, such as `vault.example` or that of a page of MySafe's. Its path is cut off: most are the path of such
 * a page.
 *
 * @param keeps addresses with a path that is one on purpose */
export function readAddress(text: string, keeps: readonly (string | undefined)[]): ReadAddress {
  const entered = text.trim();
  const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(entered);
  const host = entered.replace(/^\/+/, "");
  // This machine seldom has a certificate.
  const added = hasScheme ? undefined : isLoopback(`https://${host}`) ? "http://" : "https://";
  const url = urlOf(added === undefined ? entered : added + host);
  if (!url || !/^https?:$/.test(url.protocol)) return { fault: "unreadable" };
  if (url.username || url.password) return { fault: "credentials" };
  if (url.protocol === "http:" && !loopback.test(url.hostname)) return { fault: "insecure" };
  const withPath = normalAddress(url.href) ?? url.origin;
  const address = keeps.includes(withPath) ? withPath : url.origin;
  return {
    address,
    added,
    isCut: address !== withPath || url.search !== "" || url.hash !== "",
    withPath: address === withPath ? undefined : withPath,
  };
}

const urlOf = (text: string) => (URL.canParse(text) ? new URL(text) : undefined);

const isLoopback = (text: string) => loopback.test(urlOf(text)?.hostname ?? "");
