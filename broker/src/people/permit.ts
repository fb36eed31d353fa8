import type { Kind } from "mysafe-wasm";
import type { Identity } from "./identity.js";

/** The kinds of items that MySafe has. */
export const kinds = ["apiSecret", "password", "note"] as const satisfies readonly Kind[];

/** All operations. */
export const operations = ["activate", "deactivate", "list", "isActive", "create", "update"] as const;

/** An operation of MySafe's API on its items. `isActive` is the reading of one item, without its stored values. */
export type Operation = (typeof operations)[number];

/**
 * What somebody may do: an operation, or `reveal`, which lets the stored values of items pass: `client_secret`,
 * `password`, `secret_key`, `token`, `note` and `notes`.
 */
export type Permission = Operation | "reveal";

/** All permissions. */
export const permissions = [...operations, "reveal"] as const satisfies readonly Permission[];

/** The question that {@link Permit} answers. */
export interface PermitQuestion {
  /** Who asks. */
  readonly identity: Identity;
  /** What for. */
  readonly operation: Permission;
  /** The kind of item. */
  readonly kind: Kind;
  /**
   * The item, as it is named in the request. `undefined` for `list` and `create`, and when the question is whether the
   * identity may do this to any item at all: when a token is made, and for what the page offers.
   */
  readonly identifier: string | undefined;
}

/**
 * Decides what somebody may do. It is asked when a token is made and again at each call; both must agree.
 *
 * @example
 * ```ts
 * const permit: Permit = ({ identity, operation }) =>
 *   operation === "list" || operation === "isActive" || identity.roles?.includes("responder") === true;
 * ```
 */
export type Permit = (question: PermitQuestion) => boolean | Promise<boolean>;

/** What each kind allows: the permissions that somebody has for items of that kind. */
export type Grants = Readonly<Record<Kind, readonly Permission[]>>;

const usual: readonly Permission[] = ["activate", "deactivate", "list", "isActive"];

/** Lets everybody who is signed in switch, list and look, and nobody see a stored value, create or update. */
export const defaultPermit: Permit = ({ operation }) => usual.includes(operation);

/**
 * A `permit` by roles. Somebody with several roles has the permissions of all.
 *
 * @param roles the permissions of each role, for all kinds of items
 * @returns the function for the option `permit`
 * @throws TypeError if a permission is none of the broker's
 * @example
 * ```ts
 * const permit = permitByRole({
 *   responder: ["activate", "deactivate", "list", "isActive"],
 *   viewer: ["list", "isActive"],
 * });
 * ```
 */
export function permitByRole(roles: Readonly<Record<string, readonly Permission[]>>): Permit {
  const granted = new Map(Object.entries(roles).map(([role, allowed]) => [role, new Set(allowed)]));
  for (const [role, allowed] of granted) {
    for (const permission of allowed) {
      if (!(permissions as readonly string[]).includes(permission)) {
        throw new TypeError(`The role "${role}" has "${permission}". Permissions are ${permissions.join(", ")}.`);
      }
    }
  }
  return ({ identity, operation }) => (identity.roles ?? []).some((role) => granted.get(role)?.has(operation) === true);
}

/** What `permit` lets somebody do at all, kind by kind. */
export async function grantsOf(identity: Identity, permit: Permit): Promise<Grants> {
  const rows = kinds.map(async (kind) => {
    const answers = permissions.map(async (operation) => {
      return (await permit({ identity, operation, kind, identifier: undefined })) === true;
    });
    const allowed = await Promise.all(answers);
    return [kind, permissions.filter((_, index) => allowed[index])] as const;
  });
  return Object.fromEntries(await Promise.all(rows)) as unknown as Grants;
}
