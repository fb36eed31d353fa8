import { alphanumeric, environments, firstIdentifier, people, rightsTo, services } from "../company.js";
import type { Item, ItemInput, Items, TextKey } from "../item.js";
import { hash, Random } from "../random.js";
import { base32, isBase32, totpCode } from "../totp.js";
import { accessDenied, type Circumstances, hasTag, isEqual, type KindDefinition } from "./kind.js";

/**
 * A password in the sandbox: the documented fields in camelCase, and `active`, `owner` and `access`, which no answer
 * contains.
 *
 * @example
 * ```ts
 * const password: Password | undefined = sandbox.passwords.get("43");
 * assert.equal(password?.username, "alices");
 * ```
 */
export interface Password extends Item {
  /** The address at which it is used, or an empty text. */
  url: string;
  /** The name to sign in with. */
  username: string;
  /** The stored password. */
  password: string;
  /** The seed of the one-time codes, in base32, or an empty text. A get has their code of the moment as `token`. */
  secretKey: string;
  /** The notes of its users. */
  notes: string;
}

/**
 * A password to add to the sandbox. Every field has a default; that of `identifier` is the next free number.
 *
 * @example
 * ```ts
 * const input: PasswordInput = { identifier: 43, username: "alices", secretKey: "JBSWY3DPEHPK3PXP" };
 * createSandbox({ passwords: [input, {}] });
 * ```
 */
export type PasswordInput = ItemInput<Password>;

/**
 * The passwords of a sandbox.
 *
 * @example
 * ```ts
 * const passwords: Passwords = sandbox.passwords;
 * const { identifier } = passwords.add({ name: "Mail", username: "alices", password: "correct horse" });
 * passwords.setActive(identifier, false);
 * ```
 */
export type Passwords = Items<Password>;

/**
 * Generates plausible passwords with tags, owners and shares, half of them with one-time codes, all of them active. The same
 * seed gives the same passwords.
 *
 * @param count number of passwords
 * @param seed any number; default 1
 * @returns passwords with the identifiers 43, 44, 45 and so on
 * @example
 * ```ts
 * const passwords = generatePasswords(1000, 7).filter(({ secretKey }) => secretKey !== "");
 * const sandbox = createSandbox({ passwords });
 * ```
 */
export function generatePasswords(count: number, seed = 1): Password[] {
  const random = new Random(hash(`passwords ${seed}`));
  return Array.from({ length: count }, (_, index): Password => {
    const service = random.pick(services);
    const environment = random.pick(environments);
    const owner = random.pick(people);
    const colleague = random.pick(people);
    return {
      identifier: String(firstIdentifier + index),
      name: `${service.name} console (${environment})`,
      url: `https://console.${service.host}`,
      username: random.next() < 0.5 ? owner : `${service.tag}-admin`,
      password: random.text(20, `${alphanumeric}${alphanumeric.toUpperCase()}!#$%&*+-?@`),
      // 160 bits, as RFC 4226 section 4 recommends.
      secretKey: random.next() < 0.5 ? random.text(32, base32) : "",
      tags: `${service.tag},${environment}`,
      notes: `Owned by ${owner}`,
      ...rightsTo(random, owner, colleague),
    };
  });
}

/** The one-time code of the moment. As a number it loses its leading zeros. */
function codeOf(seed: string, { now, totp }: Circumstances): string | number | null {
  if (seed === "") return null;
  const code = totpCode(seed, now);
  return totp === "number" ? Number(code) : code;
}

/** Passwords, as MySafe documents them. */
export const password: KindDefinition<Password, TextKey<Password>> = {
  name: "password",
  collection: "passwords",
  title: "Password",
  path: "password",
  filters: {
    tag: { key: "tags", matches: hasTag },
    name: { key: "name", matches: isEqual },
    username: { key: "username", matches: isEqual },
    url: { key: "url", matches: isEqual },
  },
  fields: {
    name: { key: "name" },
    username: { key: "username" },
    password: { key: "password" },
    url: { key: "url" },
    secret_key: {
      key: "secretKey",
      problem: (text) => (text === "" || isBase32(text) ? undefined : "is not base32"),
    },
    notes: { key: "notes" },
    tags: { key: "tags" },
  },
  required: ["name", "username", "password"],
  payloads: { list: "password_on_list", get: "password_entity", write: "password_entity" },
  listed: { url: "url", username: "username", tags: "tags" },
  shown: {
    name: "name",
    url: "url",
    username: "username",
    password: "password",
    secret_key: { of: "secretKey", as: (seed) => seed || null },
    token: { of: "secretKey", as: codeOf },
    notes: "notes",
    tags: "tags",
  },
  // As documented: `note` in place of `notes`, and no secret value.
  written: { name: "name", url: "url", username: "username", note: "notes", tags: "tags" },
  sentences: {
    create: "Password successfully registered",
    update: "Password successfully updated",
    activate: {
      done: { message: "Password successfully activated" },
      already: { message: "Password has already been activated" },
    },
    deactivate: {
      done: { message: "Password successfully deactivated", without: ["code", "detail"] },
      already: { message: "Password has already been deactivated" },
    },
  },
  errors: {
    notFound: { code: 1005, text: "Password not found", shape: "older" },
    accessDenied,
    inactive: { code: 1009, text: "Inactive password" },
  },
  mistakenFor: "apiSecret",
  count: 50,
  generate: generatePasswords,
  blank: (item) => ({ ...item, url: "", username: "", password: "", secretKey: "", notes: "" }),
  defaults: (identifier) => ({
    name: `Password ${identifier}`,
    url: "https://app.example",
    username: `user-${identifier}`,
    password: `password-of-${identifier}`,
  }),
};
