// The cookies of a sign-in (RFC 6265bis).

/** Which cookie: of a session, of its hint for signing out, or of a sign-in under way. */
export type Purpose = "session" | "hint" | `sign-in.${string}`;

/** What a browser keeps of a cookie with its attributes, in bytes. */
export const cookieLimit = 4096;

/**
 * The cookies of a broker at one origin and path.
 *
 * Over `https:` their names begin with `__Host-`: no other host, neither one below the same domain, can set them. Over `http:`
 * on loopback there is no such protection, and browsers would not keep them.
 */
export class Cookies {
  readonly #isSecure: boolean;
  readonly #basePath: string;
  readonly #own: string;

  /**
   * @param origin that browsers see
   * @param basePath with a slash at both ends. It is in the names too, since `__Host-` cookies go to all paths of a host
   */
  constructor({ protocol }: URL, basePath: string) {
    this.#isSecure = protocol === "https:";
    this.#basePath = basePath;
    this.#own = ["mysafe", ...basePath.split("/").filter((part) => part !== "")].join(".");
  }

  /** The value of a cookie, if the request has it. */
  read(request: Request, purpose: Purpose): string | undefined {
    return this.#all(request).find(([name]) => name === this.#name(purpose))?.[1];
  }

  /** The purposes of the cookies of sign-ins under way, the oldest first, as browsers order them. */
  signIns(request: Request): Purpose[] {
    const start = this.#name("sign-in.");
    const found = this.#all(request).filter(([name]) => name.startsWith(start));
    return found.map(([name]) => `sign-in.${name.slice(start.length)}` as const);
  }

  /**
   * A `Set-Cookie` that keeps a value.
   *
   * @param age in s
   */
  keep(purpose: Purpose, value: string, age: number): string {
    return `${this.#name(purpose)}=${value}; Max-Age=${age}; ${this.#attributes(purpose)}`;
  }

  /** A `Set-Cookie` that removes a value. */
  remove(purpose: Purpose): string {
    return this.keep(purpose, "", 0);
  }

  #name(purpose: Purpose): string {
    const prefix = purpose === "hint" ? "__Secure-" : "__Host-";
    return `${this.#isSecure ? prefix : ""}${this.#own}.${purpose}`;
  }

  #attributes(purpose: Purpose): string {
    // The hint is long, and goes to one path only. Whoever sets another's can do no more than leave it out.
    if (purpose === "hint") {
      return `Path=${this.#basePath}sign-out; ${this.#isSecure ? "Secure; " : ""}HttpOnly; SameSite=Strict`;
    }
    return `${this.#isSecure ? "Path=/; Secure" : `Path=${this.#basePath}`}; HttpOnly; SameSite=Lax`;
  }

  #all(request: Request): readonly (readonly [name: string, value: string])[] {
    const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
    return pairs.map((pair) => {
      const at = pair.indexOf("=");
      return at < 0 ? (["", pair] as const) : ([pair.slice(0, at), pair.slice(at + 1)] as const);
    });
  }
}
