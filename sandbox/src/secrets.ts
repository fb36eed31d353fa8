/**
 * A share of a secret with a user.
 *
 * @example
 * ```ts
 * const share: UserShare = { username: "alices", canEdit: true };
 * sandbox.secrets.add({ usersAllowed: [share] });
 * ```
 */
export interface UserShare {
  /** The name of the user. */
  username: string;
  /** Whether the user may change the secret, and switch it off and on. */
  canEdit: boolean;
}

/**
 * A share of a secret with a group.
 *
 * @example
 * ```ts
 * const share: GroupShare = { name: "Payments", canEdit: false };
 * sandbox.secrets.add({ groupsAllowed: [share] });
 * ```
 */
export interface GroupShare {
  /** The name of the group. */
  name: string;
  /** Whether its members may change the secret, and switch it off and on. */
  canEdit: boolean;
}

/**
 * A client's rights to one secret, where they differ from its general rights.
 *
 * @example
 * ```ts
 * const readOnly: Access = { canWrite: false };
 * sandbox.secrets.add({ access: { demo: readOnly } });
 * ```
 */
export interface Access {
  /** Whether it may view the secret. Default: the client's `canView`. */
  canView?: boolean;
  /** Whether it may change the secret, and switch it off and on. Default: the client's `canWrite`. */
  canWrite?: boolean;
}

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
export interface Secret {
  /** The identifier that the server assigns, unlike `identifierCode`. */
  identifier: string;
  /** The name that a user chose. */
  name: string;
  /** The URL of the API that the secret is for. */
  url: string;
  /** The client id that belongs to the stored secret. */
  clientId: string;
  /** The stored secret. */
  clientSecret: string;
  /** The code that a user chose, or an empty text. */
  identifierCode: string;
  /** The HTTP method that the secret is for. */
  method: string;
  /** The tags, separated by commas. The `tag` filter of a list matches any one of them. */
  tags: string;
  /** The notes of its users. */
  notes: string;
  /** The shares with users. */
  usersAllowed: UserShare[];
  /** The shares with groups. */
  groupsAllowed: GroupShare[];
  /** Whether viewing needs a justification; `"0"` or `"1"` in answers. The sandbox does not enforce it. */
  needJustify: boolean;
  /** Whether viewing needs an approval; `"0"` or `"1"` in answers. The sandbox does not enforce it. */
  needApproval: boolean;
  /** Whether it is active. A get of an inactive secret fails with 1009. */
  active: boolean;
  /** The name of the owner. An `identifierCode` is unique among the secrets of one owner. */
  owner: string;
  /** The rights of clients to this secret, by client id, where they differ from their general rights. */
  access: Record<string, Access>;
}

/**
 * A secret to add to the sandbox. Every field has a default; that of `identifier` is the next free number.
 *
 * @example
 * ```ts
 * const input: SecretInput = { identifier: 43, name: "Payments", active: false };
 * createSandbox({ secrets: [input, {}] });
 * ```
 */
export type SecretInput = Partial<Omit<Secret, "identifier">> & { identifier?: string | number };

/**
 * The secrets of a sandbox. These methods change them directly: they record nothing in `changes`. They return copies.
 *
 * @example
 * ```ts
 * sandbox.secrets.setActive(43, false);
 * sandbox.secrets.remove(44);
 * const { identifier } = sandbox.secrets.add({ name: "Payments" });
 * ```
 */
export interface Secrets {
  /** The number of secrets, active or not. */
  readonly size: number;
  /** Returns one secret, or `undefined`. */
  get(identifier: string | number): Secret | undefined;
  /** Returns all secrets in the order in which they were added. */
  list(): Secret[];
  /** Adds a secret and returns it. Throws `RangeError` if the identifier is taken. */
  add(secret: SecretInput): Secret;
  /** Switches a secret on or off. Throws `RangeError` if it does not exist. */
  setActive(identifier: string | number, active: boolean): void;
  /** Removes a secret. Returns false if it did not exist. */
  remove(identifier: string | number): boolean;
}

/** The store behind {@link Secrets}. `find` and `all` return the stored objects, not copies. */
export class SecretStore implements Secrets {
  readonly #secrets = new Map<string, Secret>();
  readonly #defaultOwner: string;
  #nextIdentifier = 1;

  constructor(defaultOwner: string) {
    this.#defaultOwner = defaultOwner;
  }

  get size(): number {
    return this.#secrets.size;
  }

  /** The identifier of the next secret that is added without one. */
  get nextIdentifier(): string {
    return String(this.#nextIdentifier);
  }

  find(identifier: string): Secret | undefined {
    return this.#secrets.get(identifier);
  }

  all(): IterableIterator<Secret> {
    return this.#secrets.values();
  }

  get(identifier: string | number): Secret | undefined {
    const secret = this.#secrets.get(String(identifier));
    return secret && structuredClone(secret);
  }

  list(): Secret[] {
    return [...this.#secrets.values()].map((secret) => structuredClone(secret));
  }

  add(input: SecretInput): Secret {
    const identifier = String(input.identifier ?? this.#nextIdentifier);
    if (this.#secrets.has(identifier)) {
      throw new RangeError(`a secret with the identifier ${JSON.stringify(identifier)} exists already`);
    }
    const secret: Secret = {
      name: `API secret ${identifier}`,
      url: "https://api.example",
      clientId: `client-${identifier}`,
      clientSecret: `secret-of-${identifier}`,
      identifierCode: "",
      method: "",
      tags: "",
      notes: "",
      usersAllowed: [],
      groupsAllowed: [],
      needJustify: false,
      needApproval: false,
      active: true,
      owner: this.#defaultOwner,
      access: {},
      ...structuredClone(input),
      identifier,
    };
    this.#secrets.set(identifier, secret);
    if (/^\d{1,15}$/.test(identifier)) {
      this.#nextIdentifier = Math.max(this.#nextIdentifier, Number(identifier) + 1);
    }
    return structuredClone(secret);
  }

  setActive(identifier: string | number, active: boolean): void {
    const secret = this.#secrets.get(String(identifier));
    if (!secret) {
      throw new RangeError(`there is no secret with the identifier ${JSON.stringify(String(identifier))}`);
    }
    secret.active = active;
  }

  remove(identifier: string | number): boolean {
    return this.#secrets.delete(String(identifier));
  }

  /** Removes all secrets. The next free identifier is 1 again. */
  clear(): void {
    this.#secrets.clear();
    this.#nextIdentifier = 1;
  }
}
