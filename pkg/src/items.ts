import type { ItemSummary, KindOf } from "./kinds/kind.js";
import { listOf } from "./results.js";
import type { Session } from "./session.js";
import type {
  BatchOptions,
  BatchReport,
  CallOptions,
  FindOptions,
  FindReport,
  Identifier,
  Many,
  StateChange,
  SwitchOptions,
} from "./types.js";

/** The methods on the items of one kind. `MySafe` has them for API secrets, and `MySafe.apiSecrets`, `MySafe.passwords` and
 * `MySafe.notes` for each kind. In the examples, `mysafe` may be any of these.
 *
 * @example
 * ```ts
 * for (const items of [mysafe.apiSecrets, mysafe.passwords, mysafe.notes]) {
 *   const { kind, changed } = await items.deactivateMany(await items.list({ tag: "leaked" }));
 *   console.log(kind, changed);
 * }
 * ``` */
export class Items<Item, Summary extends ItemSummary, New, Filter> {
  readonly #session: Session;
  readonly #kind: KindOf<Summary>;

  /** @internal */
  constructor(session: Session, kind: KindOf<Summary>) {
    this.#session = session;
    this.#kind = kind;
  }

  /** Switches an item on. It is fulfilled when the item is known to be on, whether or not this call changed it. Calls of
   * one client that change one item run one after another.
   *
   * @example
   * ```ts
   * const { changed } = await mysafe.activate("43");
   * ```
   *
   * @throws {MySafeError} When the item is not known to be on: see {@link Items.deactivate}. After an abort it rejects
   * with `options.signal.reason` instead.
   *
   * @see "Deactivate or activate an API secret" of the MySafe API documentation, and its pages on enabling a password and
   * a note. */
  activate(identifier: Identifier, options?: SwitchOptions): Promise<StateChange> {
    return this.#session.call(this.#kind, "activate", options, (handle, note) =>
      handle.activate(identifier, options, note),
    );
  }

  /** Switches an item off. It is fulfilled when the item is known to be off, whether or not this call changed it. Calls of
   * one client that change one item run one after another.
   *
   * @example
   * ```ts
   * const { changed, certain } = await mysafe.deactivate("43");
   * if (!changed) console.log(certain ? "It was off already." : "It is off; this call may have done it.");
   * ```
   *
   * @example With a look at the item before and after, and a limit of ten seconds for it all
   * ```ts
   * const { changed } = await mysafe.deactivate("43", { verify: true, deadline: 10_000 });
   * ```
   *
   * @throws {MySafeError} When the item is not known to be off; the message says whether it may be off all the same, as
   * after a lost answer. After an abort it rejects with `options.signal.reason` instead.
   *
   * @see "Deactivate or activate an API secret" of the MySafe API documentation, and its pages on disabling a password
   * and a note. */
  deactivate(identifier: Identifier, options?: SwitchOptions): Promise<StateChange> {
    return this.#session.call(this.#kind, "deactivate", options, (handle, note) =>
      handle.deactivate(identifier, options, note),
    );
  }

  /** Lists the items that the access key's user can see: all of them, or those that match the filter. A list does not say
   * which are active: {@link Items.isActive} does.
   *
   * @example
   * ```ts
   * const leaked = await mysafe.list({ tag: "leaked" });
   * const report = await mysafe.deactivateMany(leaked);
   * ```
   *
   * @throws {MySafeError} `INVALID_ARGUMENT` for a field that the filter of this kind does not have, `INVALID_RESPONSE`
   * when the answer is longer than 32 MiB, and others. After an abort it rejects with `options.signal.reason` instead.
   *
   * @see The pages on listing items of the MySafe API documentation. */
  async list(filter?: Filter, options?: CallOptions): Promise<Summary[]> {
    const texts = this.#session.call<string[]>(this.#kind, "list", options, (handle, note) =>
      handle.list(filter, options, note),
    );
    return listOf(this.#kind, await texts);
  }

  /** Gets an item with the values that it stores. MySafe shows only active ones, and may log it as a view or ask for a
   * justification.
   *
   * @example
   * ```ts
   * const { name, url, clientSecret } = await mysafe.get("43");
   * ```
   *
   * @throws {MySafeError} `INACTIVE` when it is off; `NOT_FOUND`, `ACCESS_DENIED` and others. After an abort it rejects
   * with `options.signal.reason` instead.
   *
   * @see The pages on getting an item of the MySafe API documentation. */
  get(identifier: Identifier, options?: CallOptions): Promise<Item> {
    return this.#session.call(this.#kind, "get", options, (handle, note) => handle.get(identifier, options, note));
  }

  /** Tells whether an item is active, by a {@link Items.get} whose stored values are discarded.
   *
   * @example
   * ```ts
   * if (await mysafe.isActive("43")) await mysafe.deactivate("43");
   * ```
   *
   * @throws {MySafeError} `NOT_FOUND`, `ACCESS_DENIED` and others, but not `INACTIVE`. After an abort it rejects with
   * `options.signal.reason` instead. */
  isActive(identifier: Identifier, options?: CallOptions): Promise<boolean> {
    return this.#session.call(this.#kind, "isActive", options, (handle, note) =>
      handle.isActive(identifier, options, note),
    );
  }

  /** Creates an item. It is sent again only after a 429: after a lost answer, a second try might create a second item. An
   * `identifierCode` of an API secret, which is unique, prevents that on platforms that repeat a request by themselves.
   *
   * @example
   * ```ts
   * const { identifier } = await mysafe.create({
   *   name: "billing",
   *   url: "https://billing.example",
   *   clientId: "billing-app",
   *   identifierCode: "billing-1",
   * });
   * ```
   *
   * @throws {MySafeError} `INVALID_ARGUMENT`, with nothing sent, for a missing field or a note that is too long,
   * `INVALID_PARAMETER` for an `identifierCode` that is taken, and others. After an abort it rejects with
   * `options.signal.reason` instead.
   *
   * @see The pages on creating an item of the MySafe API documentation. */
  create(item: New, options?: CallOptions): Promise<Item> {
    return this.#session.call(this.#kind, "create", options, (handle, note) => handle.create(item, options, note));
  }

  /** Changes the given fields of an item, and no others. An empty list of shares removes them all.
   *
   * @example
   * ```ts
   * await mysafe.update("43", { clientSecret: "a new value", notes: "rotated" });
   * ```
   *
   * @throws {MySafeError} `NOT_FOUND`, `ACCESS_DENIED`, `INVALID_PARAMETER` and others. After an abort it rejects with
   * `options.signal.reason` instead.
   *
   * @see The pages on updating an item of the MySafe API documentation. */
  update(identifier: Identifier, changes: Partial<New>, options?: CallOptions): Promise<Item> {
    return this.#session.call(this.#kind, "update", options, (handle, note) =>
      handle.update(identifier, changes, options, note),
    );
  }

  /** Switches many items on, as {@link Items.deactivateMany} switches them off.
   *
   * @example Undo exactly what a batch changed
   * ```ts
   * const report = await mysafe.deactivateMany(["43", "44"]);
   * await mysafe.activateMany(
   *   report.outcomes.filter((outcome) => outcome.state === "changed" && outcome.change.certain),
   * );
   * ```
   *
   * @throws {MySafeError} `INVALID_ARGUMENT`, `CLOSED` or `INTERNAL`, before anything is sent. */
  activateMany(items: Many, options?: BatchOptions): Promise<BatchReport> {
    return this.#session.many(this.#kind, "activate", items, options);
  }

  /** Switches many items off, `concurrency` at a time, and reports one outcome for each item.
   *
   * A failed item does not end the batch. An abort, refused credentials and an outage do: the promise is then fulfilled
   * with a report of what is known so far. The same identifier given twice is sent once. An outcome of another kind of item
   * is refused: its identifier means another item. After a 429 all items wait; while the server is down, one item at a time
   * is sent to find out whether it still is.
   *
   * @example
   * ```ts
   * const report = await mysafe.deactivateMany(["43", "44", { identifier: "45" }], {
   *   concurrency: 4,
   *   signal: AbortSignal.timeout(60_000),
   *   onProgress: ({ done, total, outcome }) => console.log(`${done}/${total}`, outcome.identifier, outcome.state),
   * });
   * const left = report.outcomes.filter(({ state }) => state !== "changed" && state !== "unchanged");
   * if (left.length > 0) await mysafe.deactivateMany(left);
   * ```
   *
   * @throws {MySafeError} `INVALID_ARGUMENT`, `CLOSED` or `INTERNAL`, before anything is sent. */
  deactivateMany(items: Many, options?: BatchOptions): Promise<BatchReport> {
    return this.#session.many(this.#kind, "deactivate", items, options);
  }

  /** Finds the items that store one of `values`, such as those that have leaked: a `clientSecret`, a `password`, a
   * `secretKey` or a `note` that equals it, whole and exactly, letter case and white space included. A one-time code is
   * never compared. The values are compared in WebAssembly memory: the report has neither those given nor those stored.
   *
   * Each item costs a {@link Items.get}, which MySafe may log as a view or ask a justification for: name the items that
   * come into question by `among`. An inactive item is `unseen`, because MySafe shows no value of it.
   *
   * An access key can be set to encrypt values. They then equal none of `values`, and an item that stores one is reported
   * as `different`: use a key that does not encrypt.
   *
   * An item that cannot be looked at does not end it. An abort, refused credentials and an outage do, as in
   * {@link Items.deactivateMany}: the promise is then fulfilled with a report of what is known so far.
   *
   * @example
   * ```ts
   * const report = await mysafe.find(["the leaked secret"], {
   *   among: await mysafe.list({ tag: "billing" }),
   *   onProgress: ({ done, total }) => console.log(`${done}/${total}`),
   * });
   * await mysafe.deactivateMany(report.results.filter(({ state }) => state === "found"));
   * ```
   *
   * @throws {MySafeError} `INVALID_ARGUMENT` for no value, an empty one or one that is not well-formed text (a lone surrogate),
   * `CLOSED` or `INTERNAL`, before anything is sent. What the iterable `values` throws is thrown as it is.
   *
   * @see The pages on getting an item of the MySafe API documentation. */
  find(values: Iterable<string>, options?: FindOptions): Promise<FindReport> {
    return this.#session.find(this.#kind, values, options);
  }
}
