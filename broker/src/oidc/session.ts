import type { Identity } from "../people/identity.js";
import { type Cookies, cookieLimit } from "./cookies.js";
import { SignInFailure } from "./failure.js";
import type { Seal } from "./sealed.js";

/** The identity that a request's session cookie has; `null` for none, or one that has ended. */
export async function identityOf(request: Request, cookies: Cookies, seal: Seal): Promise<Identity | null> {
  const value = cookies.read(request, "session");
  const contents = value === undefined ? undefined : await seal.open(value);
  if (!contents) return null;
  // The seal vouches for the form of what is in it.
  const { sub: id, name, roles } = contents as { sub: string; name?: string; roles: readonly string[] };
  return { id, ...(name !== undefined && { name }), roles };
}

/**
 * The `Set-Cookie` of a session.
 *
 * @param rolesClaim the claim that the roles came from
 * @throws {SignInFailure} if a browser would not keep it, with what the operator can do
 */
export async function sessionCookie(
  identity: Identity,
  cookies: Cookies,
  seal: Seal,
  rolesClaim: string | undefined,
): Promise<string> {
  const { id, name, roles = [] } = identity;
  const value = await seal.close({ sub: id, ...(name !== undefined && { name }), roles });
  const cookie = cookies.keep("session", value, seal.lifetime);
  if (cookie.length <= cookieLimit) return cookie;
  const reason = isMostlyRoles(identity)
    ? `the claim "${rolesClaim}" has ${roles.length} roles. Let the provider give fewer, or let the option roles name ` +
      "those that are to be kept."
    : "its id or its name is too long. Let another claim be the id or the name.";
  throw new SignInFailure(
    500,
    "You are known, but you have too many roles or too long a name. The broker's operator has the reason.",
    `the session of "${id.slice(0, 80)}" would be a cookie of ${cookie.length} bytes, more than the ${cookieLimit} that a ` +
      `browser keeps: ${reason}`,
  );
}

function isMostlyRoles({ id, name = "", roles = [] }: Identity): boolean {
  return JSON.stringify(roles).length > id.length + name.length;
}
