// @ts-check
// What the model's server knows of each kind of item: its path, its sentences, and its items as answers show them.

/** @typedef {import("mysafe-wasm").Kind} KindName */
/** @typedef {"activate" | "deactivate"} Action */

/**
 * @typedef {object} Kind
 * @property {"apiSecrets" | "passwords" | "notes"} collection the property of the client with the kind's methods
 * @property {string} path of the collection, below the API's own prefix
 * @property {Readonly<Record<Action, { done: readonly string[], already: string }>>} sentences the documented ones
 * @property {readonly string[]} inactive the texts of the documented error 1009
 * @property {string} notFound the text of the documented error 1005
 * @property {{ list: string, get: string, write: string }} members of an answer with the payload
 * @property {{ created: string, updated: string }} written the documented sentences of create and update
 * @property {(key: string) => Record<string, unknown>} fields of an item, as `get` shows them, beside identifier and shares
 */

/** @type {Readonly<Record<KindName, Kind>>} */
export const kinds = {
  apiSecret: {
    collection: "apiSecrets",
    path: "secretapi",
    sentences: {
      deactivate: {
        done: ["API secret  successfully deactivated", "Api secret successfully deactivated"],
        already: "Api secret has already been deactivated",
      },
      activate: { done: ["Api secret activated successfully"], already: "Api secret has already been activated" },
    },
    inactive: ["Inactive api secret", "Inactive Api secret"],
    notFound: "Api secret not found",
    members: { list: "api_secret_on_list", get: "api_secret_entity", write: "api_entity" },
    written: { created: "Api secret successfully registered", updated: "Api secret updated successfully" },
    fields: (key) => ({
      name: `Secret ${key}`,
      url: "www.url.com",
      client_secret: "c4nary-stored-value",
      client_id: "jdpidnbpchje6y76egh",
      identifier_code: `code-${key}`,
      method: "get",
      tags: "secret",
      notes: "",
    }),
  },
  password: {
    collection: "passwords",
    path: "password",
    sentences: {
      deactivate: {
        done: ["Password successfully deactivated"],
        already: "Password has already been deactivated",
      },
      activate: { done: ["Password successfully activated"], already: "Password has already been activated" },
    },
    inactive: ["Inactive password"],
    notFound: "Password not found",
    members: { list: "password_on_list", get: "password_entity", write: "password_entity" },
    written: { created: "Password successfully registered", updated: "Password successfully updated" },
    fields: (key) => ({
      name: `Password ${key}`,
      url: "www.url.com",
      username: "maria",
      password: "c4nary-stored-password",
      secret_key: "C4NARYSTOREDKEY2",
      token: 452180,
      notes: "",
      tags: "secret",
    }),
  },
  note: {
    collection: "notes",
    path: "note",
    sentences: {
      deactivate: { done: ["Note successfully deactivated"], already: "Note has already been deactivated" },
      activate: { done: ["Note successfully activated"], already: "Note has already been activated" },
    },
    inactive: ["Inactive note"],
    notFound: "Note not found",
    members: { list: "note_on_list", get: "note_entity", write: "note_entity" },
    written: { created: "Note successfully registered", updated: "Note successfully update" },
    fields: (key) => ({ name: `Note ${key}`, note: "c4nary stored note", tags: "secret" }),
  },
};

/** The names of all kinds. */
export const kindNames = /** @type {readonly KindName[]} */ (Object.keys(kinds));

/** The sentences of the other kinds. @param {Kind} kind @param {Action} action @returns {string[]} */
export const foreignSentences = (kind, action) =>
  Object.values(kinds)
    .filter((other) => other !== kind)
    .flatMap(({ sentences }) => [...sentences[action].done, sentences[action].already]);
