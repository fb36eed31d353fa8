/** The three kinds of items, as MySafe documents them: written here again, so that a slip in the sandbox is found. */
export const kinds = [
  {
    kind: "apiSecret",
    collection: "secrets",
    path: "secretapi",
    title: "Api secret",
    payloads: { list: "api_secret_on_list", get: "api_secret_entity", write: "api_entity" },
    required: { name: "n", url: "https://n.example", client_id: "c" },
    filters: { identifier_code: "identifierCode" },
    /** A field that every request may change, its name in an item, and its members in the answers to get and update. */
    changeable: { sent: "notes", kept: "notes", got: "notes", written: "notes" },
    denied: "1006: User does not have access",
    count: 50,
  },
  {
    kind: "password",
    collection: "passwords",
    path: "password",
    title: "Password",
    payloads: { list: "password_on_list", get: "password_entity", write: "password_entity" },
    required: { name: "n", username: "u", password: "p" },
    filters: { name: "name", username: "username", url: "url" },
    changeable: { sent: "notes", kept: "notes", got: "notes", written: "note" },
    denied: "1006: User does not have access",
    count: 50,
  },
  {
    kind: "note",
    collection: "notes",
    path: "note",
    title: "Note",
    payloads: { list: "note_on_list", get: "note_entity", write: "note_entity" },
    required: { name: "n", note: "t" },
    filters: { name: "name" },
    changeable: { sent: "note", kept: "note", got: "note", written: undefined },
    denied: "1006 User does not have access",
    count: 20,
  },
];

/** The kind of this name. */
export const kindOf = (name) => kinds.find(({ kind }) => kind === name);
