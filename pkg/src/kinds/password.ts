import type { ItemSummary, KindOf } from "./kind.js";
import type { NewShares, Shares } from "./share.js";

/** The passwords to list: those that match all fields. Default: all. The documentation of MySafe does not say whether a
 * field is compared with a whole text or with a part of it.
 *
 * @example
 * ```ts
 * const ofAna = await mysafe.passwords.list({ username: "ana" });
 * ``` */
export interface PasswordFilter {
  /** A tag that they have. */
  readonly tag?: string;
  /** Their name. */
  readonly name?: string;
  /** The user name that belongs to them. */
  readonly username?: string;
  /** The URL of the site that they are for. */
  readonly url?: string;
}

/** One entry of a list of passwords. */
export interface PasswordSummary extends ItemSummary {
  /** The URL of the site that it is for; empty if it has none. */
  readonly url: string;
  /** The user name that belongs to it. */
  readonly username: string;
  /** Its tags, as one text; empty if it has none. */
  readonly tags: string;
}

/** A password. Fields that the answer does not have are absent: the answers to `create` and `update` have none of
 * `password`, `secretKey` and `totp`. An access key that encrypts values gets them encrypted.
 *
 * @example
 * ```ts
 * const { username, password, totp }: Password = await mysafe.passwords.get("43");
 * ``` */
export interface Password extends Shares {
  /** The identifier that MySafe assigned, as text. */
  readonly identifier: string;
  /** The name that a user chose. */
  readonly name?: string;
  /** The URL of the site that it is for. */
  readonly url?: string;
  /** The user name that belongs to it. */
  readonly username?: string;
  /** The stored password. Keep it out of logs. */
  readonly password?: string;
  /** The seed of its one-time codes, in Base32 (RFC 4648 section 6). Keep it out of logs. */
  readonly secretKey?: string;
  /** The one-time code of the moment (TOTP, RFC 6238): of six digits at least, with its leading zeros. MySafe calls it
   * `token`. */
  readonly totp?: string;
  /** The notes of its users. */
  readonly notes?: string;
  /** Its tags, as one text. */
  readonly tags?: string;
}

/** The fields of a new password.
 *
 * @example
 * ```ts
 * const password: NewPassword = {
 *   name: "Mail",
 *   username: "ana@example.com",
 *   password: "correct horse battery staple",
 *   url: "https://mail.example",
 *   secretKey: "JBSWY3DPEHPK3PXP",
 * };
 * ``` */
export interface NewPassword extends NewShares {
  /** Its name. */
  readonly name: string;
  /** The user name that belongs to it. */
  readonly username: string;
  /** The password to store. */
  readonly password: string;
  /** The URL of the site that it is for. */
  readonly url?: string;
  /** The seed of its one-time codes, in Base32 (RFC 4648 section 6). */
  readonly secretKey?: string;
  /** Notes for its users. */
  readonly notes?: string;
  /** Its tags, as one text. */
  readonly tags?: string;
}

/** @internal */
export const password: KindOf<PasswordSummary> = {
  name: "password",
  collection: "passwords",
  columns: 5,
  entry: (texts, at) => ({
    identifier: texts[at] as string,
    name: texts[at + 1] as string,
    url: texts[at + 2] as string,
    username: texts[at + 3] as string,
    tags: texts[at + 4] as string,
  }),
};
