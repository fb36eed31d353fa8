import type { ItemSummary, KindOf } from "./kind.js";
import type { NewShares, Shares } from "./share.js";

/** The API secrets to list: those that match all fields. Default: all.
 *
 * @example
 * ```ts
 * const [billing] = await mysafe.list({ identifierCode: "billing-1" });
 * ``` */
export interface ListFilter {
  /** A tag that they have. */
  readonly tag?: string;
  /** The code that a user chose; at most one secret of a user has it. */
  readonly identifierCode?: string;
}

/** One entry of a list of API secrets. */
export interface ApiSecretSummary extends ItemSummary {}

/** An API secret. Fields that the answer does not have are absent. */
export interface ApiSecret extends Shares {
  /** The identifier that MySafe assigned, as text. */
  readonly identifier: string;
  /** The name that a user chose. */
  readonly name?: string;
  /** The URL of the API that the stored secret is for. */
  readonly url?: string;
  /** The client id that belongs to the stored secret. */
  readonly clientId?: string;
  /** The stored secret. Keep it out of logs. */
  readonly clientSecret?: string;
  /** The code that a user chose. */
  readonly identifierCode?: string;
  /** Its tags, as one text. */
  readonly tags?: string;
  /** The notes of its users. */
  readonly notes?: string;
  /** The HTTP method that the stored secret is for. */
  readonly method?: string;
}

/** The fields of a new API secret.
 *
 * @example
 * ```ts
 * const secret: NewApiSecret = {
 *   name: "billing",
 *   url: "https://billing.example",
 *   clientId: "billing-app",
 *   tags: "billing",
 *   usersAllowed: [{ username: "ana", canEdit: true }],
 * };
 * ``` */
export interface NewApiSecret extends NewShares {
  /** Its name. */
  readonly name: string;
  /** The URL of the API that the stored secret is for. */
  readonly url: string;
  /** The client id that belongs to the stored secret. */
  readonly clientId: string;
  /** The secret to store. */
  readonly clientSecret?: string;
  /** A code of your choice, unique among the user's secrets. */
  readonly identifierCode?: string;
  /** Its tags, as one text. */
  readonly tags?: string;
  /** Notes for its users. */
  readonly notes?: string;
  /** The HTTP method that the stored secret is for. */
  readonly method?: string;
}

/** @internal */
export const apiSecret: KindOf<ApiSecretSummary> = {
  name: "apiSecret",
  columns: 2,
  entry: (texts, at) => ({ identifier: texts[at] as string, name: texts[at + 1] as string }),
};
