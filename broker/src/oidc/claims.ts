// From the provider's claims to an identity.

import type { Identity } from "../people/identity.js";
import { SignInFailure } from "./failure.js";
import type { Settings } from "./options.js";

/** Claims by their names, as the provider states them. */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * A claim, or a member of one, such as `realm_access.roles`. A name may have dots itself, such as
 * `https://login.example/roles`.
 */
export function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  for (let dot = path.lastIndexOf("."); dot > 0; dot = path.lastIndexOf(".", dot - 1)) {
    const head = path.slice(0, dot);
    const inner = Object.hasOwn(claims, head) ? claims[head] : undefined;
    const found =
      typeof inner === "object" && inner !== null ? claimAt(inner as Claims, path.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The claims that an identity is made of. */
export function wantedClaims({ idClaim, nameClaim, rolesClaim }: Settings): readonly string[] {
  const verified = idClaim === "email" ? ["email_verified"] : [];
  return [idClaim, ...verified, nameClaim, ...(rolesClaim === undefined ? [] : [rolesClaim])];
}

/**
 * The identity that the claims state.
 *
 * @throws {SignInFailure} when they do not state one, with what the operator can do
 */
export function identityFrom(claims: Claims, settings: Settings): Identity {
  const id = claimAt(claims, settings.idClaim);
  if (typeof id !== "string" || id === "") {
    const reason = id === undefined ? "the provider does not give it. Does the scope ask for it?" : "it is no text.";
    throw unusable(settings.idClaim, reason);
  }
  if (settings.idClaim === "email" && String(claimAt(claims, "email_verified")) !== "true") {
    throw new SignInFailure(
      403,
      "Your mail address has to be verified by the sign-in service first.",
      'the claim "email" is no id without "email_verified": anybody could have entered that address. Use the claim "sub".',
    );
  }
  const name = claimAt(claims, settings.nameClaim);
  if (name !== undefined && name !== null && typeof name !== "string")
    throw unusable(settings.nameClaim, "it is no text.");
  return { id, ...(name && { name }), roles: rolesFrom(claims, settings) };
}

function rolesFrom(claims: Claims, { rolesClaim, roles: kept }: Settings): readonly string[] {
  const given = rolesClaim === undefined ? undefined : claimAt(claims, rolesClaim);
  if (rolesClaim === undefined || given === undefined || given === null) return [];
  const roles = typeof given === "string" ? [given] : given;
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === "string")) {
    throw unusable(rolesClaim, "it is neither a text nor an array of texts.");
  }
  return [...new Set<string>(roles)].filter((role) => !kept || kept.has(role));
}

function unusable(claim: string, reason: string): SignInFailure {
  return new SignInFailure(
    502,
    "The sign-in did not succeed. The broker's operator has the reason.",
    `the claim "${claim}" cannot be used: ${reason}`,
  );
}
