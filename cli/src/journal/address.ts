import { Failure } from "../failure.js";

/** The address of MySafe as a journal states it: origin and path, without a slash at the end. Nothing secret can be in it.
 *
 * @throws {Failure} For what is no address, or has credentials, a query or a fragment in it. */
export function addressOf(address: string): string {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new Failure("The address of MySafe is no URL.");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw new Failure("The address of MySafe is no http(s) URL.");
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new Failure("The address of MySafe must have no credentials, no query and no fragment in it.");
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}
