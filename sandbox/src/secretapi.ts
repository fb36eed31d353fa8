import { activated, created, deactivated, got, listed, missing, refused, updated } from "./envelope.js";
import { groupOnWire, readFields, requiredFields, toEntity, userOnWire, type Writable } from "./fields.js";
import type { Call } from "./inspection.js";
import type { Change, Journal, OpenRecord } from "./journal.js";
import type { ResolvedClient, ResolvedOptions } from "./options.js";
import type { Plan } from "./plan.js";
import type { Operation } from "./routes.js";
import type { Secret, SecretStore } from "./secrets.js";

/** The six API-secret operations. Each plans its answer; only a plan that is committed changes anything. */
export class SecretApi {
  readonly #options: ResolvedOptions;
  readonly #secrets: SecretStore;
  readonly #journal: Journal;

  constructor(options: ResolvedOptions, secrets: SecretStore, journal: Journal) {
    this.#options = options;
    this.#secrets = secrets;
    this.#journal = journal;
  }

  plan(operation: Exclude<Operation, "token">, call: Call, client: ResolvedClient, record: OpenRecord): Plan {
    switch (operation) {
      case "list":
        return this.#list(call, client);
      case "get":
        return this.#withSecret(call, client, "canView", (secret) => this.#get(secret));
      case "create":
        return this.#create(call, client, record);
      case "update":
        return this.#withSecret(call, client, "canWrite", (secret) => this.#update(secret, call, client, record));
      case "activate":
      case "deactivate":
        return this.#withSecret(call, client, "canWrite", (secret) => this.#switch(operation, secret, client, record));
    }
  }

  /** Finds the secret of the path and asks whether the client may do that with it. */
  #withSecret(call: Call, client: ResolvedClient, right: "canView" | "canWrite", use: (secret: Secret) => Plan): Plan {
    let { identifier } = call;
    if (this.#options.identifierType === "int") {
      if (!/^\d+$/.test(identifier)) return { answer: refused("identifierType") };
      identifier = String(BigInt(identifier));
    }
    const secret = this.#secrets.find(identifier);
    if (!secret) {
      return { answer: refused("notFound") };
    }
    return may(client, secret, right) ? use(secret) : { answer: refused("accessDenied") };
  }

  #list(call: Call, client: ResolvedClient): Plan {
    const tag = call.query.get("tag");
    const code = call.query.get("identifier_code");
    const entries = [...this.#secrets.all()]
      .filter(
        (secret) =>
          may(client, secret, "canView") &&
          (tag === null || secret.tags.split(",").some((part) => part.trim() === tag)) &&
          (code === null || secret.identifierCode === code),
      )
      .map((secret) => ({
        identifier: this.#onWire(secret),
        name: secret.name,
        need_justify: secret.needJustify ? "1" : "0",
        need_approval: secret.needApproval ? "1" : "0",
        can_view: true,
        can_write: may(client, secret, "canWrite"),
      }));
    return { answer: listed(entries) };
  }

  #get(secret: Secret): Plan {
    if (!secret.active) {
      return { answer: refused("inactive") };
    }
    const entity = {
      ...toEntity(secret, this.#onWire(secret)),
      // As documented: a get names its users by `name`, where create and update have `username`.
      users_allowed: secret.usersAllowed.map(({ username, canEdit }) => ({ name: username, can_edit: canEdit })),
    };
    return { answer: got(entity, this.#options.envelope) };
  }

  #switch(action: "activate" | "deactivate", secret: Secret, client: ResolvedClient, record: OpenRecord): Plan {
    const active = action === "activate";
    const changed = secret.active !== active;
    return {
      answer: active ? activated(changed) : deactivated(changed),
      commit: (lost) => {
        secret.active = active;
        this.#note({ action, identifier: secret.identifier, changed, lost }, client, record);
      },
      switched: toEntity(secret, this.#onWire(secret)),
    };
  }

  #create(call: Call, client: ResolvedClient, record: OpenRecord): Plan {
    if (!client.canWrite) {
      return { answer: refused("accessDenied") };
    }
    const absent = requiredFields.find((field) => !call.fields[field]);
    if (absent) {
      return { answer: missing(absent) };
    }
    const { fields } = readFields(call.fields);
    if (this.#isTaken(fields.identifierCode, client.user)) {
      return { answer: refused("duplicate") };
    }
    const { kept, failed } = this.#share(fields);
    const identifier = this.#secrets.nextIdentifier;
    const secret: Secret = {
      identifier,
      name: "",
      url: "",
      clientId: "",
      clientSecret: "",
      identifierCode: "",
      method: "",
      tags: "",
      notes: "",
      usersAllowed: [],
      groupsAllowed: [],
      ...fields,
      ...kept,
      needJustify: false,
      needApproval: false,
      active: true,
      owner: client.user,
      access: {},
    };
    return {
      answer: created({ ...toEntity(secret, this.#onWire(secret)), shared_error: failed }),
      commit: (lost) => {
        this.#secrets.add(secret);
        this.#note({ action: "create", identifier, changed: true, lost }, client, record);
      },
    };
  }

  #update(secret: Secret, call: Call, client: ResolvedClient, record: OpenRecord): Plan {
    const emptied = requiredFields.find((field) => call.fields[field] === "");
    if (emptied) {
      return { answer: missing(emptied) };
    }
    const { fields } = readFields(call.fields);
    if (this.#isTaken(fields.identifierCode, secret.owner, secret)) {
      return { answer: refused("duplicate") };
    }
    const { kept, failed } = this.#share(fields);
    const changes = { ...fields, ...kept };
    const changed = !isSame({ ...secret, ...changes }, secret);
    return {
      answer: updated({ ...toEntity({ ...secret, ...changes }, this.#onWire(secret)), shared_error: failed }),
      commit: (lost) => {
        Object.assign(secret, changes);
        this.#note({ action: "update", identifier: secret.identifier, changed, lost }, client, record);
      },
    };
  }

  /** An `identifier_code` may be there once for each owner. */
  #isTaken(code: string | undefined, owner: string, except?: Secret): boolean {
    return (
      !!code &&
      [...this.#secrets.all()].some(
        (secret) => secret !== except && secret.owner === owner && secret.identifierCode === code,
      )
    );
  }

  /** Parts the wanted shares into those with users and groups that exist, and those that fail. */
  #share({ usersAllowed, groupsAllowed }: Partial<Writable>) {
    const users = new Set([...this.#options.users, ...this.#options.clients.map(({ user }) => user)]);
    const groups = new Set(this.#options.groups);
    for (const secret of this.#secrets.all()) {
      users.add(secret.owner);
      for (const { username } of secret.usersAllowed) users.add(username);
      for (const { name } of secret.groupsAllowed) groups.add(name);
    }
    const kept: Partial<Writable> = {};
    if (usersAllowed) kept.usersAllowed = usersAllowed.filter(({ username }) => users.has(username));
    if (groupsAllowed) kept.groupsAllowed = groupsAllowed.filter(({ name }) => groups.has(name));
    const failed = [
      ...(usersAllowed ?? []).filter(({ username }) => !users.has(username)).map(userOnWire),
      ...(groupsAllowed ?? []).filter(({ name }) => !groups.has(name)).map(groupOnWire),
    ];
    return { kept, failed };
  }

  #onWire({ identifier }: Secret): string | number {
    return this.#options.identifierType === "int" && /^\d{1,15}$/.test(identifier) ? Number(identifier) : identifier;
  }

  #note(change: Omit<Change, "time" | "client" | "requestId">, client: ResolvedClient, record: OpenRecord): void {
    this.#journal.addChange({ time: this.#options.now(), ...change, client: client.clientId, requestId: record.id });
  }
}

/** What a secret says of a client counts more than what the client may do in general. */
function may(client: ResolvedClient, secret: Secret, right: "canView" | "canWrite"): boolean {
  return secret.access[client.clientId]?.[right] ?? client[right];
}

function isSame(one: Secret, other: Secret): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
