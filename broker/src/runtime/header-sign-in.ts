// Sign-in by a proxy, which says in headers who somebody is.

import { createHash, timingSafeEqual } from "node:crypto";
import type { Authenticate, Identity } from "../people/identity.js";
import { quieter } from "../problems.js";
import type { HeaderNames } from "./config/config.js";

/**
 * Believes the headers of a proxy, if the request has the secret that it shares with the broker: anybody who reaches the port
 * could send the others.
 *
 * @param onProblem takes what the operator should know
 */
export function signInByHeaders(names: HeaderNames, onProblem: (problem: string) => void): Authenticate {
  const expected = digest(names.secret.value);
  const tell = quieter(onProblem);
  return ({ headers }) => {
    if (!timingSafeEqual(digest(headers.get(names.secret.header) ?? ""), expected)) {
      tell(`a request does not have the proxy's secret in ${names.secret.header}. Nobody is signed in by it.`);
      return null;
    }
    const id = textOf(headers.get(names.id));
    if (id === undefined || id === "") return null;
    // A proxy that adds its header to that of a visitor would let the visitor write a part of the id.
    if (id.includes(", ")) {
      tell(`${names.id} came twice, or has a comma and a space in it. The proxy has to replace what visitors send.`);
      return null;
    }
    const name = names.name === undefined ? undefined : textOf(headers.get(names.name));
    const roles = names.roles === undefined ? undefined : textOf(headers.get(names.roles));
    return { id, ...(name && { name }), roles: rolesIn(roles ?? "") } satisfies Identity;
  };
}

/** Texts of equal length, so that the time of a comparison tells nothing. */
const digest = (text: string) => createHash("sha256").update(text).digest();

/** The text of a header, which Node.js reads as Latin-1. `undefined` for bytes that are no UTF-8. */
function textOf(value: string | null): string | undefined {
  try {
    return value === null ? undefined : new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(value, "latin1"));
  } catch {
    return undefined;
  }
}

const rolesIn = (text: string) => text.split(",").flatMap((role) => role.trim() || []);
