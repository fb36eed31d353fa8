import { alphanumeric, environments, firstIdentifier, people, rightsTo, services } from "../company.js";
import type { Item, ItemInput, Items, TextKey } from "../item.js";
import { hash, Random } from "../random.js";
import { accessDenied, hasTag, isEqual, type KindDefinition } from "./kind.js";

/**
 * An API secret in the sandbox: the documented fields in camelCase, and `active`, `owner` and `access`, which no answer
 * contains.
 *
 * @example
 * ```ts
 * const secret: Secret | undefined = sandbox.secrets.get("43");
 * assert.equal(secret?.active, false);
 * ```
 */
export interface Secret extends Item {
  /** The URL of the API that the secret is for. */
  url: string;
  /** The client id that belongs to the stored secret. */
  clientId: string;
  /** The stored secret. */
  clientSecret: string;
  /** The code that a user chose, or an empty text. It is unique among the API secrets of one owner. */
  identifierCode: string;
  /** The HTTP method that the secret is for. */
  method: string;
  /** The notes of its users. */
  notes: string;
}

/**
 * An API secret to add to the sandbox. Every field has a default; that of `identifier` is the next free number.
 *
 * @example
 * ```ts
 * const input: SecretInput = { identifier: 43, name: "Payments", active: false };
 * createSandbox({ secrets: [input, {}] });
 * ```
 */
export type SecretInput = ItemInput<Secret>;

/**
 * The API secrets of a sandbox.
 *
 * @example
 * ```ts
 * const secrets: Secrets = sandbox.secrets;
 * secrets.setActive(43, false);
 * secrets.remove(44);
 * const { identifier } = secrets.add({ name: "Payments" });
 * ```
 */
export type Secrets = Items<Secret>;

const methods = ["get", "post"] as const;

/**
 * Generates plausible API secrets with tags, owners and shares, all of them active. The same seed gives the same secrets.
 *
 * @param count number of secrets
 * @param seed any number; default 1
 * @returns secrets with the identifiers 43, 44, 45 and so on
 * @example
 * ```ts
 * const secrets = generateSecrets(1000, 7).map((secret) => ({ ...secret, active: false }));
 * const sandbox = createSandbox({ secrets });
 * ```
 */
export function generateSecrets(count: number, seed = 1): Secret[] {
  const random = new Random(hash(`secrets ${seed}`));
  return Array.from({ length: count }, (_, index): Secret => {
    const service = random.pick(services);
    const environment = random.pick(environments);
    const owner = random.pick(people);
    const colleague = random.pick(people);
    return {
      identifier: String(firstIdentifier + index),
      name: `${service.name} (${environment})`,
      url: `https://${service.host}/v${1 + Math.floor(random.next() * 3)}`,
      clientId: random.text(26, alphanumeric),
      clientSecret: random.text(30, alphanumeric),
      identifierCode: `${service.tag}-${environment}-${index + 1}`,
      method: random.pick(methods),
      tags: `${service.tag},${environment}`,
      notes: `Owned by ${owner}`,
      ...rightsTo(random, owner, colleague),
    };
  });
}

/** The entity of every answer: that of a create and an update holds the stored secret too. */
const entity = {
  name: "name",
  url: "url",
  client_secret: "clientSecret",
  client_id: "clientId",
  identifier_code: "identifierCode",
  method: "method",
  tags: "tags",
  notes: "notes",
} as const;

/** API secrets, as MySafe documents them. */
export const apiSecret: KindDefinition<Secret, TextKey<Secret>> = {
  name: "apiSecret",
  collection: "secrets",
  title: "API secret",
  path: "secretapi",
  filters: {
    tag: { key: "tags", matches: hasTag },
    identifier_code: { key: "identifierCode", matches: isEqual },
  },
  fields: {
    name: { key: "name" },
    url: { key: "url" },
    client_id: { key: "clientId" },
    client_secret: { key: "clientSecret" },
    identifier_code: {
      key: "identifierCode",
      taken: "'Identifier' already found in another API key of this user",
    },
    method: { key: "method" },
    tags: { key: "tags" },
    notes: { key: "notes" },
  },
  required: ["name", "url", "client_id"],
  payloads: { list: "api_secret_on_list", get: "api_secret_entity", write: "api_entity" },
  listed: {},
  shown: entity,
  written: entity,
  sentences: {
    create: "Api secret successfully registered",
    update: "Api secret updated successfully",
    activate: {
      done: { message: "Api secret activated successfully" },
      already: { message: "Api secret has already been activated" },
    },
    deactivate: {
      // The two spaces are the documentation's.
      done: { message: "API secret  successfully deactivated", without: ["code"] },
      already: { message: "Api secret has already been deactivated" },
    },
  },
  errors: {
    notFound: { code: 1005, text: "Api secret not found" },
    accessDenied,
    inactive: { code: 1009, text: "Inactive api secret" },
  },
  mistakenFor: "password",
  count: 50,
  generate: generateSecrets,
  blank: (item) => ({ ...item, url: "", clientId: "", clientSecret: "", identifierCode: "", method: "", notes: "" }),
  defaults: (identifier) => ({
    name: `API secret ${identifier}`,
    url: "https://api.example",
    clientId: `client-${identifier}`,
    clientSecret: `secret-of-${identifier}`,
  }),
};
