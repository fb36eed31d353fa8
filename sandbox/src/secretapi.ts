import {
  activateAnswer,
  createAnswer,
  deactivateAnswer,
  documentedError,
  getAnswer,
  listAnswer,
  missingParameter,
  updateAnswer,
} from "./envelope.js";
import { groupToWire, readFields, requiredFields, toEntity, userToWire, type Writable } from "./fields.js";
import type { Call } from "./inspection.js";
import type { Change, Journal, PendingRecord } from "./journal.js";
import type { ResolvedClient, ResolvedOptions } from "./options.js";
import type { Plan } from "./plan.js";
import type { Operation } from "./routes.js";
import type { Secret, SecretStore } from "./secrets.js";

/** The six operations on API secrets. Each returns a plan; only a committed plan changes anything. */
export class SecretApi {
  readonly #options: ResolvedOptions;
  readonly #secrets: SecretStore;
  readonly #journal: Journal;

  constructor(options: ResolvedOptions, secrets: SecretStore, journal: Journal) {
    this.#options = options;
    this.#secrets = secrets;
    this.#journal = journal;
  }

  plan(operation: Exclude<Operation, "token">, call: Call, client: ResolvedClient, record: PendingRecord): Plan {
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

  /** Finds the secret of the path and checks the client's right to it. */
  #withSecret(call: Call, client: ResolvedClient, right: "canView" | "canWrite", use: (secret: Secret) => Plan): Plan {
    let { identifier } = call;
    if (this.#options.identifierType === "int") {
      if (!/^\d+$/.test(identifier)) return { answer: documentedError("identifierType") };
      identifier = String(BigInt(identifier));
    }
    const secret = this.#secrets.find(identifier);
    if (!secret) {
      return { answer: documentedError("notFound") };
    }
    return isAllowed(client, secret, right) ? use(secret) : { answer: documentedError("accessDenied") };
  }

  #list(call: Call, client: ResolvedClient): Plan {
    const tag = call.query.get("tag");
    const code = call.query.get("identifier_code");
    const entries = [...this.#secrets.all()]
      .filter(
        (secret) =>
          isAllowed(client, secret, "canView") &&
          (tag === null || secret.tags.split(",").some((part) => part.trim() === tag)) &&
          (code === null || secret.identifierCode === code),
      )
      .map((secret) => ({
        identifier: this.#wireIdentifier(secret),
        name: secret.name,
        need_justify: secret.needJustify ? "1" : "0",
        need_approval: secret.needApproval ? "1" : "0",
        can_view: true,
        can_write: isAllowed(client, secret, "canWrite"),
      }));
    return { answer: listAnswer(entries) };
  }

  #get(secret: Secret): Plan {
    if (!secret.active) {
      return { answer: documentedError("inactive") };
    }
    const entity = {
      ...toEntity(secret, this.#wireIdentifier(secret)),
      // As documented: users have a `name` in a get, and a `username` in create and update.
      users_allowed: secret.usersAllowed.map(({ username, canEdit }) => ({ name: username, can_edit: canEdit })),
    };
    return { answer: getAnswer(entity, this.#options.envelope) };
  }

  #switch(action: "activate" | "deactivate", secret: Secret, client: ResolvedClient, record: PendingRecord): Plan {
    const active = action === "activate";
    const changed = secret.active !== active;
    return {
      answer: active ? activateAnswer(changed) : deactivateAnswer(changed),
      commit: (lost) => {
        secret.active = active;
        this.#recordChange({ action, identifier: secret.identifier, changed, lost }, client, record);
      },
      switchedSecret: toEntity(secret, this.#wireIdentifier(secret)),
    };
  }

  #create(call: Call, client: ResolvedClient, record: PendingRecord): Plan {
    if (!client.canWrite) {
      return { answer: documentedError("accessDenied") };
    }
    const missingField = requiredFields.find((field) => !call.fields[field]);
    if (missingField) {
      return { answer: missingParameter(missingField) };
    }
    const { fields } = readFields(call.fields);
    if (this.#isTaken(fields.identifierCode, client.user)) {
      return { answer: documentedError("duplicate") };
    }
    const { accepted, rejected } = this.#splitShares(fields);
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
      ...accepted,
      needJustify: false,
      needApproval: false,
      active: true,
      owner: client.user,
      access: {},
    };
    return {
      answer: createAnswer({ ...toEntity(secret, this.#wireIdentifier(secret)), shared_error: rejected }),
      commit: (lost) => {
        this.#secrets.add(secret);
        this.#recordChange({ action: "create", identifier, changed: true, lost }, client, record);
      },
    };
  }

  #update(secret: Secret, call: Call, client: ResolvedClient, record: PendingRecord): Plan {
    const emptiedField = requiredFields.find((field) => call.fields[field] === "");
    if (emptiedField) {
      return { answer: missingParameter(emptiedField) };
    }
    const { fields } = readFields(call.fields);
    if (this.#isTaken(fields.identifierCode, secret.owner, secret)) {
      return { answer: documentedError("duplicate") };
    }
    const { accepted, rejected } = this.#splitShares(fields);
    const changes = { ...fields, ...accepted };
    const changed = !isSame({ ...secret, ...changes }, secret);
    return {
      answer: updateAnswer({
        ...toEntity({ ...secret, ...changes }, this.#wireIdentifier(secret)),
        shared_error: rejected,
      }),
      commit: (lost) => {
        Object.assign(secret, changes);
        this.#recordChange({ action: "update", identifier: secret.identifier, changed, lost }, client, record);
      },
    };
  }

  /** An `identifier_code` is unique among the secrets of one owner. */
  #isTaken(code: string | undefined, owner: string, except?: Secret): boolean {
    return (
      !!code &&
      [...this.#secrets.all()].some(
        (secret) => secret !== except && secret.owner === owner && secret.identifierCode === code,
      )
    );
  }

  /** Accepts the shares with users and groups that exist, and rejects the others. */
  #splitShares({ usersAllowed, groupsAllowed }: Partial<Writable>) {
    const users = new Set([...this.#options.users, ...this.#options.clients.map(({ user }) => user)]);
    const groups = new Set(this.#options.groups);
    for (const secret of this.#secrets.all()) {
      users.add(secret.owner);
      for (const { username } of secret.usersAllowed) users.add(username);
      for (const { name } of secret.groupsAllowed) groups.add(name);
    }
    const accepted: Partial<Writable> = {};
    if (usersAllowed) accepted.usersAllowed = usersAllowed.filter(({ username }) => users.has(username));
    if (groupsAllowed) accepted.groupsAllowed = groupsAllowed.filter(({ name }) => groups.has(name));
    const rejected = [
      ...(usersAllowed ?? []).filter(({ username }) => !users.has(username)).map(userToWire),
      ...(groupsAllowed ?? []).filter(({ name }) => !groups.has(name)).map(groupToWire),
    ];
    return { accepted, rejected };
  }

  #wireIdentifier({ identifier }: Secret): string | number {
    return this.#options.identifierType === "int" && /^\d{1,15}$/.test(identifier) ? Number(identifier) : identifier;
  }

  #recordChange(
    change: Omit<Change, "time" | "client" | "requestId">,
    client: ResolvedClient,
    record: PendingRecord,
  ): void {
    this.#journal.addChange({ time: this.#options.now(), ...change, client: client.clientId, requestId: record.id });
  }
}

/** The `access` of a secret has precedence over the client's general rights. */
function isAllowed(client: ResolvedClient, secret: Secret, right: "canView" | "canWrite"): boolean {
  return secret.access[client.clientId]?.[right] ?? client[right];
}

function isSame(one: Secret, other: Secret): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
