import type { MySafeOptions } from "mysafe-wasm";
import type { Audit } from "./audit/record.js";
import type { Rate } from "./limits/rate.js";
import type { Authenticate } from "./people/identity.js";
import type { Permit } from "./people/permit.js";
import type { Secret } from "./tokens/keys.js";

/** What the broker holds back, so that one caller cannot use it up. All are optional. */
export interface Limits {
  /** The greatest length of a request's body, in bytes. Default 1 MiB. */
  readonly body?: number | undefined;
  /** The longest time until a body is whole, in ms. Default 10 000. */
  readonly bodyTime?: number | undefined;
  /** Calls at a time, of all identities together. Default 256. */
  readonly concurrent?: number | undefined;
  /** Calls at a time of one identity. Default 64. */
  readonly concurrentPerIdentity?: number | undefined;
  /** Calls that wait for one of these places, in all and of one identity; beyond them a call gets 429. Default 1024. */
  readonly waiting?: number | undefined;
}

/**
 * Options of {@link createBroker}.
 *
 * @example
 * ```ts
 * const options: BrokerOptions = {
 *   mysafe: { baseUrl: "https://vault.example", clientId, clientSecret },
 *   authenticate: (request) => sessionOf(request)?.user ?? null,
 *   secret: process.env.BROKER_SECRET,
 *   origins: ["https://broker.example"],
 * };
 * ```
 */
export interface BrokerOptions {
  /**
   * MySafe and its access key, as the options of `MySafe` in `mysafe-wasm`. The key never leaves the broker. `retry` has no
   * effect: the broker sends a request once, and the caller, who knows what a lost answer means, sends it again.
   */
  readonly mysafe: MySafeOptions;
  /** Tells who sends a request. */
  readonly authenticate: Authenticate;
  /** Decides what somebody may do. Default: to activate, deactivate, list and look; not to see values, create or update. */
  readonly permit?: Permit | undefined;
  /**
   * What the broker signs its tokens with: at least 32 bytes, the same for all instances. Two while it is rotated: the first
   * signs, both are accepted.
   */
  readonly secret: Secret;
  /** How long a token of the broker's is good, in s. Default 300. */
  readonly tokenLifetime?: number | undefined;
  /** The path under which the broker answers. Default `/`. */
  readonly basePath?: string | undefined;
  /**
   * The origins of the pages that may use the broker, such as `https://broker.example`, besides its own, and of browser
   * extensions, such as `chrome-extension://abcdefgh`. Over `http:` beyond loopback, and behind a proxy that ends TLS, the
   * broker's own origin has to be listed too. Default: none.
   */
  readonly origins?: readonly string[] | undefined;
  /** Takes a record of each call. Default: none is kept. */
  readonly audit?: Audit | undefined;
  /** How many calls an identity may make at this instance. Default 50 in 1 s. */
  readonly rate?: Rate | undefined;
  /** The other limits. */
  readonly limits?: Limits | undefined;
  /** Where the page sends people to sign in: a path below `basePath`, or a whole URL. Default: nowhere. */
  readonly signIn?: string | undefined;
  /** Where the page sends a POST to sign out, likewise. Default: it offers none. */
  readonly signOut?: string | undefined;
  /** Answers GET and HEAD for the paths below `basePath` that are not the broker's own. Default: they are 404. */
  readonly page?: ((request: Request) => Response | Promise<Response>) | undefined;
  /**
   * Takes what the operator should know, such as that MySafe refuses the access key; the same words at most once a minute.
   * Default: `console.error`.
   */
  readonly onProblem?: ((problem: string) => void) | undefined;
}

const names: readonly (keyof BrokerOptions)[] = [
  "mysafe",
  "authenticate",
  "permit",
  "secret",
  "tokenLifetime",
  "basePath",
  "origins",
  "audit",
  "rate",
  "limits",
  "signIn",
  "signOut",
  "page",
  "onProblem",
];

const limitNames: readonly (keyof Limits)[] = ["body", "bodyTime", "concurrent", "concurrentPerIdentity", "waiting"];

/**
 * Checks what would otherwise show at the first request.
 *
 * @throws TypeError with the name of the option, and what it should be
 */
export function checkOptions(options: BrokerOptions): void {
  if (typeof options !== "object" || options === null) throw new TypeError("createBroker takes an object of options.");
  const unknown = Object.keys(options).find((name) => !(names as readonly string[]).includes(name));
  if (unknown !== undefined) throw new TypeError(`There is no option "${unknown}". Options are ${names.join(", ")}.`);
  checkMySafe(options.mysafe);
  for (const name of ["authenticate", "permit", "audit", "page", "onProblem"] as const) {
    const given = options[name];
    if (name === "authenticate" ? typeof given !== "function" : given !== undefined && typeof given !== "function") {
      throw new TypeError(`${name} is a function.`);
    }
  }
  checkNumbers("", { tokenLifetime: options.tokenLifetime }, ["tokenLifetime"]);
  const { rate } = options;
  if (rate && !("perIdentity" in rate && "per" in rate))
    throw new TypeError("rate is such as { perIdentity: 50, per: 1 }.");
  checkNumbers("rate.", { ...rate }, ["perIdentity", "per"]);
  checkNumbers("limits.", { ...options.limits }, limitNames);
}

/** What is wrong with the other options of MySafe, its client says at the first call. */
function checkMySafe(mysafe: unknown): void {
  const { baseUrl } = (typeof mysafe === "object" && mysafe !== null ? mysafe : {}) as Partial<MySafeOptions>;
  if (baseUrl === undefined || !URL.canParse(String(baseUrl))) {
    throw new TypeError("mysafe is an object with clientId, clientSecret and an absolute baseUrl.");
  }
}

function checkNumbers(prefix: string, numbers: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (!known.includes(name)) throw new TypeError(`There is no option "${prefix}${name}".`);
    if (value !== undefined && !(typeof value === "number" && value > 0 && Number.isFinite(value))) {
      throw new TypeError(`${prefix}${name} is a number above 0.`);
    }
  }
}

/**
 * The base path with a slash at both ends.
 *
 * @throws TypeError
 */
export function basePathOf(given = "/"): string {
  if (!/^\/(?:[\w.~-]+\/?)*$/.test(given))
    throw new TypeError(`basePath begins with a slash, such as "/team", not "${given}".`);
  return given.endsWith("/") ? given : `${given}/`;
}

/**
 * The origins as browsers write them.
 *
 * @throws TypeError
 */
export function originsOf(given: readonly string[] = []): ReadonlySet<string> {
  if (!Array.isArray(given)) throw new TypeError('origins is an array, such as ["https://broker.example"].');
  return new Set(
    given.map((text: string) => {
      if (/^[a-z-]+-extension:\/\/[\w-]+$/.test(text)) return text;
      const origin = URL.canParse(text) ? new URL(text).origin : "null";
      if (!/^https?:/.test(origin) || origin !== text.replace(/\/$/, "").toLowerCase()) {
        throw new TypeError(`origins are such as "https://broker.example", not "${text}".`);
      }
      return origin;
    }),
  );
}
