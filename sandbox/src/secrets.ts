/** A user with whom a secret is shared. */
export interface UserShare {
  /** The user's name. */
  username: string;
  /** Whether the user may change the secret, and switch it off and on. */
  canEdit: boolean;
}

/** A group with which a secret is shared. */
export interface GroupShare {
  /** The group's name. */
  name: string;
  /** Whether its members may change the secret, and switch it off and on. */
  canEdit: boolean;
}

/** What one client may do with one secret, where that differs from what the client may do in general. */
export interface Access {
  /** Whether it may see the secret. */
  canView?: boolean;
  /** Whether it may change the secret, and switch it off and on. */
  canWrite?: boolean;
}

/** An API secret as the sandbox holds it: the documented fields in camelCase, and what the API does not tell. */
export interface Secret {
  /** Assigned by the server, unlike `identifierCode`, which the user chooses. */
  identifier: string;
  /** What its user called it. */
  name: string;
  /** Of the API that the secret opens. */
  url: string;
  /** The client id that goes with the stored secret. */
  clientId: string;
  /** The stored secret itself. */
  clientSecret: string;
  /** The code that a user chose; may be empty. */
  identifierCode: string;
  /** HTTP method for which the secret is meant. */
  method: string;
  /** As on the wire: one text. The `tag` filter of a list matches any of its comma-separated parts. */
  tags: string;
  /** Notes of its users. */
  notes: string;
  /** The users with whom it is shared. */
  usersAllowed: UserShare[];
  /** The groups with which it is shared. */
  groupsAllowed: GroupShare[];
  /** `"0"` or `"1"` on the wire. */
  needJustify: boolean;
  /** `"0"` or `"1"` on the wire. */
  needApproval: boolean;
  /** Not in any answer: a get of a secret that is not active fails with 1009. */
  active: boolean;
  /** The user it belongs to. An `identifierCode` is unique among the secrets of one owner. */
  owner: string;
  /** By client id: rights on this secret that differ from the client's general ones. */
  access: Record<string, Access>;
}

/** A secret to put into the sandbox. All may be left out; a missing identifier is the next free number. */
export type SecretInput = Partial<Omit<Secret, "identifier">> & { identifier?: string | number };

/**
 * The secrets of a sandbox, to inspect and to change behind the client's back. What is returned is a copy: changing it
 * changes nothing here. Nothing done through these methods is recorded in `changes`.
 */
export interface Secrets {
  /** How many there are, active or not. */
  readonly size: number;
  /** One secret, or `undefined`. */
  get(identifier: string | number): Secret | undefined;
  /** All of them, in the order in which they were added. */
  list(): Secret[];
  /** Adds one. Throws `RangeError` when the identifier is taken. */
  add(secret: SecretInput): Secret;
  /** Switches one on or off. Throws `RangeError` when there is no such secret. */
  setActive(identifier: string | number, active: boolean): void;
  /** Removes one; false when there was none. */
  remove(identifier: string | number): boolean;
}

/** The store behind {@link Secrets}; `find` and `all` give the secrets themselves, for the operations. */
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

  /** The identifier that the next secret without one gets. */
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

  /** Forgets everything, also which identifiers were given out. */
  clear(): void {
    this.#secrets.clear();
    this.#nextIdentifier = 1;
  }
}
