import { EntityWriter } from "./entity.js";
import {
  createAnswer,
  errorAnswer,
  getAnswer,
  identifierTypeError,
  listAnswer,
  missingParameter,
  switchAnswer,
  tooLong,
  updateAnswer,
} from "./envelope.js";
import { groupToWire, readFields, userToWire, type Writable } from "./fields.js";
import type { Call } from "./inspection.js";
import { type Item, textOf } from "./item.js";
import type { Change, Journal, PendingRecord } from "./journal.js";
import type { DocumentedError, KindDefinition } from "./kinds/kind.js";
import type { ResolvedClient, ResolvedOptions } from "./options.js";
import type { Plan } from "./plan.js";
import type { ItemOperation, Switch } from "./routes.js";
import type { ItemStore } from "./store.js";

/** The six operations on the items of one kind. Each returns a plan; only a committed plan changes anything. */
export class Operations<One extends Item> {
  readonly #kind: KindDefinition<One>;
  readonly #items: ItemStore<One>;
  readonly #options: ResolvedOptions;
  readonly #journal: Journal;
  readonly #entities: EntityWriter;

  constructor(kind: KindDefinition<One>, items: ItemStore<One>, options: ResolvedOptions, journal: Journal) {
    this.#kind = kind;
    this.#items = items;
    this.#options = options;
    this.#journal = journal;
    const { identifierType, totp, now } = options;
    this.#entities = new EntityWriter(kind, identifierType, () => ({ now: now(), totp }));
  }

  plan(operation: ItemOperation, call: Call, client: ResolvedClient, record: PendingRecord): Plan {
    switch (operation) {
      case "list":
        return this.#list(call, client);
      case "get":
        return this.#withItem(call, client, "canView", (item) => this.#get(item));
      case "create":
        return this.#create(call, client, record);
      case "update":
        return this.#withItem(call, client, "canWrite", (item) => this.#update(item, call, client, record));
      case "activate":
      case "deactivate":
        return this.#withItem(call, client, "canWrite", (item) => this.#switch(operation, item, client, record));
    }
  }

  /** Finds the item of the path and checks the client's right to it. */
  #withItem(call: Call, client: ResolvedClient, right: "canView" | "canWrite", use: (item: One) => Plan): Plan {
    let { identifier } = call;
    if (this.#options.identifierType === "int") {
      if (!/^\d+$/.test(identifier)) return { answer: errorAnswer(identifierTypeError) };
      identifier = String(BigInt(identifier));
    }
    const item = this.#items.find(identifier);
    if (!item) {
      return { answer: errorAnswer(this.#kind.errors.notFound) };
    }
    return isAllowed(client, item, right) ? use(item) : { answer: errorAnswer(this.#kind.errors.accessDenied) };
  }

  #list(call: Call, client: ResolvedClient): Plan {
    const filters = Object.entries(this.#kind.filters).flatMap(([parameter, { key, matches }]) => {
      const wanted = call.query.get(parameter);
      return wanted === null ? [] : [(item: One) => matches(textOf(item, key), wanted)];
    });
    const entries = [...this.#items.all()]
      .filter((item) => isAllowed(client, item, "canView") && filters.every((matches) => matches(item)))
      .map((item) => this.#entities.listed(item, rightsOf(client, item)));
    return { answer: listAnswer(this.#kind, entries) };
  }

  #get(item: One): Plan {
    return { answer: item.active ? this.#getAnswer(item) : errorAnswer(this.#kind.errors.inactive) };
  }

  #getAnswer(item: One) {
    return getAnswer(this.#kind, this.#entities.shown(item), this.#options.envelope);
  }

  #switch(action: Switch, item: One, client: ResolvedClient, record: PendingRecord): Plan {
    const active = action === "activate";
    const changed = item.active !== active;
    const sentences = this.#kind.sentences[action];
    return {
      answer: switchAnswer(changed ? sentences.done : sentences.already),
      commit: (lost) => {
        item.active = active;
        this.#recordChange({ action, identifier: item.identifier, changed, lost }, client, record);
      },
      others: {
        list: () => listAnswer(this.#kind, [this.#entities.listed(item, rightsOf(client, item))]),
        get: () => this.#getAnswer(item),
        create: () => createAnswer(this.#kind, this.#entities.written(item, [])),
        update: () => updateAnswer(this.#kind, this.#entities.written(item, [])),
      },
    };
  }

  #create(call: Call, client: ResolvedClient, record: PendingRecord): Plan {
    if (!client.canWrite) {
      return { answer: errorAnswer(this.#kind.errors.accessDenied) };
    }
    const missing = this.#kind.required.find((name) => !call.fields[name]);
    if (missing) {
      return { answer: errorAnswer(missingParameter(missing)) };
    }
    const { fields } = readFields(this.#kind, call.fields);
    const error = this.#fieldError(fields, client.user);
    if (error) {
      return { answer: errorAnswer(error) };
    }
    const { accepted, rejected } = this.#splitShares(fields);
    const identifier = this.#items.nextIdentifier;
    const item: One = { ...this.#items.blank(identifier, client.user), ...fields, ...accepted };
    return {
      answer: createAnswer(this.#kind, this.#entities.written(item, rejected)),
      commit: (lost) => {
        this.#items.add(item);
        this.#recordChange({ action: "create", identifier, changed: true, lost }, client, record);
      },
    };
  }

  #update(item: One, call: Call, client: ResolvedClient, record: PendingRecord): Plan {
    const emptied = this.#kind.required.find((name) => call.fields[name] === "");
    if (emptied) {
      return { answer: errorAnswer(missingParameter(emptied)) };
    }
    const { fields } = readFields(this.#kind, call.fields);
    const error = this.#fieldError(fields, item.owner, item);
    if (error) {
      return { answer: errorAnswer(error) };
    }
    const { accepted, rejected } = this.#splitShares(fields);
    const changes = { ...fields, ...accepted };
    const updated: One = { ...item, ...changes };
    const changed = !isSame(updated, item);
    return {
      answer: updateAnswer(this.#kind, this.#entities.written(updated, rejected)),
      commit: (lost) => {
        Object.assign(item, changes);
        this.#recordChange({ action: "update", identifier: item.identifier, changed, lost }, client, record);
      },
    };
  }

  /** The first error 1001 of a text that is too long, or that another item of its owner has. */
  #fieldError(fields: Writable, owner: string, except?: One): DocumentedError | undefined {
    for (const [name, { key, limit, taken }] of Object.entries(this.#kind.fields)) {
      const text = fields[key];
      if (typeof text !== "string" || text === "") continue;
      if (limit !== undefined && [...text].length > limit) return tooLong(name, limit);
      if (taken !== undefined && this.#isTaken(key, text, owner, except)) return { code: 1001, text: taken };
    }
    return undefined;
  }

  #isTaken(key: string, text: string, owner: string, except: One | undefined): boolean {
    return [...this.#items.all()].some((item) => item !== except && item.owner === owner && textOf(item, key) === text);
  }

  /** Accepts the shares with users and groups that exist, and rejects the others. */
  #splitShares({ usersAllowed, groupsAllowed }: Writable) {
    const users = new Set([...this.#options.users, ...this.#options.clients.map(({ user }) => user)]);
    const groups = new Set(this.#options.groups);
    for (const item of this.#items.all()) {
      users.add(item.owner);
      for (const { username } of item.usersAllowed) users.add(username);
      for (const { name } of item.groupsAllowed) groups.add(name);
    }
    const accepted: Partial<Pick<Item, "usersAllowed" | "groupsAllowed">> = {};
    if (usersAllowed) accepted.usersAllowed = usersAllowed.filter(({ username }) => users.has(username));
    if (groupsAllowed) accepted.groupsAllowed = groupsAllowed.filter(({ name }) => groups.has(name));
    const rejected = [
      ...(usersAllowed ?? []).filter(({ username }) => !users.has(username)).map(userToWire),
      ...(groupsAllowed ?? []).filter(({ name }) => !groups.has(name)).map(groupToWire),
    ];
    return { accepted, rejected };
  }

  #recordChange(
    change: Pick<Change, "action" | "identifier" | "changed" | "lost">,
    client: ResolvedClient,
    record: PendingRecord,
  ): void {
    const { name: kind } = this.#kind;
    const time = this.#options.now();
    this.#journal.addChange({ time, kind, ...change, client: client.clientId, requestId: record.id });
  }
}

/** The `access` of an item has precedence over the client's general rights. */
function isAllowed(client: ResolvedClient, item: Item, right: "canView" | "canWrite"): boolean {
  return item.access[client.clientId]?.[right] ?? client[right];
}

function rightsOf(client: ResolvedClient, item: Item) {
  return { canView: isAllowed(client, item, "canView"), canWrite: isAllowed(client, item, "canWrite") };
}

function isSame(one: Item, other: Item): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
