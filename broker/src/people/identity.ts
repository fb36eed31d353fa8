/**
 * A person, or a program, that may use the broker.
 *
 * @example
 * ```ts
 * const ana: Identity = { id: "ana@example.com", name: "Ana Lima", roles: ["responder"] };
 * ```
 */
export interface Identity {
  /** What tells this person from all others, such as a mail address or the `sub` of a directory. The audit names it. */
  readonly id: string;
  /** The name that the page shows. Default: the id. */
  readonly name?: string | undefined;
  /** What `permit` may decide by. Default: none. */
  readonly roles?: readonly string[] | undefined;
}

/**
 * Tells who sends a request, by whatever you have: a session cookie, a proxy's header, a client certificate.
 * `null`: nobody that is known. It is asked by `POST token` and `GET session`; the calls to MySafe have the broker's token.
 *
 * What it throws becomes a 500, and its words stay on the server.
 *
 * @example
 * ```ts
 * const authenticate: Authenticate = (request) => {
 *   const id = request.headers.get("x-forwarded-email");
 *   return id ? { id, roles: request.headers.get("x-forwarded-groups")?.split(",") } : null;
 * };
 * ```
 */
export type Authenticate = (request: Request) => Identity | null | Promise<Identity | null>;

/** The identity with every member checked; a clear error of the broker's operator, not of the person, otherwise. */
export function checkIdentity(given: unknown): Identity | null {
  if (given === null) return null;
  const { id, name, roles = [] } = (typeof given === "object" ? given : {}) as Partial<Identity>;
  if (typeof id !== "string" || id === "")
    throw new TypeError("authenticate must return null or an object with an id.");
  if (name !== undefined && typeof name !== "string") throw new TypeError("The name of an identity is a text.");
  if (!Array.isArray(roles) || roles.some((role) => typeof role !== "string")) {
    throw new TypeError("The roles of an identity are an array of texts.");
  }
  return { id, ...(name !== undefined && { name }), roles: [...roles] };
}
