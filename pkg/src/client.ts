/// <reference lib="esnext.disposable" preserve="true" />

import { MySafeError, type MySafeErrorFields } from "./error.js";
import { errorOfTrap, type Note, newLedger, reportAfterTrap } from "./ledger.js";
import { guarded, instanceNumber, load, type Source } from "./load.js";
import type { Signal } from "./platform.js";
import { listOf, outcomeOf, type RawOutcome, type RawReport, reportOf } from "./results.js";
import type {
  ApiSecret,
  ApiSecretSummary,
  BatchOptions,
  BatchReport,
  CallOptions,
  Identifier,
  ListFilter,
  Many,
  MySafeOptions,
  NewApiSecret,
  StateChange,
  SwitchOptions,
} from "./types.js";
import type { Handle } from "./wasm/glue.js";

// The entries share this module and all that it imports, and import that from here: one class of errors serves them all,
// and one instance of the WebAssembly (scripts/build/bundle.mjs).
export { isMySafeError, MySafeError } from "./error.js";
/** @internal */
export { notCompiledRemedy, notLoaded } from "./load.js";

/** How a call ended. */
type Outcome = ["value", unknown] | ["error", MySafeErrorFields] | ["aborted", unknown];

/** The same, or a trap of the WebAssembly. */
type Ending = Outcome | ["trapped", unknown];

/** A class whose `[Symbol.dispose]` closes, in environments that have the symbol. */
const Disposing = /* @__PURE__ */ disposing();

// Not a static block of Client: bundlers would keep the class in an app that does not use it.
function disposing(): new () => Disposable {
  class Disposing {}
  if (Symbol.dispose) {
    Object.defineProperty(Disposing.prototype, Symbol.dispose, {
      value(this: Client) {
        this.close();
      },
    });
  }
  return Disposing as new () => Disposable;
}

/** The methods of `MySafe`, whatever the source of its WebAssembly. */
export class Client extends Disposing {
  readonly #source: Source;
  #options: unknown;
  #handle: Handle | undefined;
  #instance = 0;
  #closed = false;

  /** @internal */
  constructor(options: MySafeOptions, source: Source) {
    super();
    this.#options = snapshot(options);
    this.#source = source;
  }

  /** Loads the WebAssembly and checks the options now rather than at the first call. Sends nothing.
   *
   * @example
   * ```ts
   * await mysafe.ready(); // when the app starts: wrong options are found before they are needed
   * ```
   *
   * @throws {MySafeError} `INVALID_ARGUMENT` for wrong options, `CLOSED`, or `INTERNAL` when the WebAssembly cannot be
   * loaded. */
  async ready(): Promise<void> {
    const handle = await this.#open("ready");
    settle("ready", handle.check());
  }

  /** Switches an API secret on. It is fulfilled when the secret is known to be on, whether or not this call changed it.
   * Calls of one client that change one secret run one after another.
   *
   * @example
   * ```ts
   * const { changed } = await mysafe.activate("43");
   * ```
   *
   * @throws {MySafeError} When the secret is not known to be on: see {@link MySafe.deactivate}. After an abort it rejects
   * with `options.signal.reason` instead.
   *
   * @see "Deactivate or activate an API secret" of the MySafe API documentation. */
  activate(identifier: Identifier, options?: SwitchOptions): Promise<StateChange> {
    return this.#call("activate", options, (handle, note) => handle.activate(identifier, options, note));
  }

  /** Switches an API secret off. It is fulfilled when the secret is known to be off, whether or not this call changed it.
   * Calls of one client that change one secret run one after another.
   *
   * @example
   * ```ts
   * const { changed, certain } = await mysafe.deactivate("43");
   * if (!changed) console.log(certain ? "It was off already." : "It is off; this call may have done it.");
   * ```
   *
   * @example With a look at the secret before and after, and a limit of ten seconds for it all
   * ```ts
   * const { changed } = await mysafe.deactivate("43", { verify: true, deadline: 10_000 });
   * ```
   *
   * @throws {MySafeError} When the secret is not known to be off; the message says whether it may be off all the same, as
   * after a lost answer. After an abort it rejects with `options.signal.reason` instead.
   *
   * @see "Deactivate or activate an API secret" of the MySafe API documentation. */
  deactivate(identifier: Identifier, options?: SwitchOptions): Promise<StateChange> {
    return this.#call("deactivate", options, (handle, note) => handle.deactivate(identifier, options, note));
  }

  /** Lists the API secrets that the access key's user can see: all of them, or those that match the filter. A list does
   * not say which are active: {@link MySafe.isActive} does.
   *
   * @example
   * ```ts
   * const leaked = await mysafe.list({ tag: "leaked" });
   * const report = await mysafe.deactivateMany(leaked);
   * ```
   *
   * @throws {MySafeError} `INVALID_RESPONSE` when the answer is longer than 32 MiB, and others. After an abort it
   * rejects with `options.signal.reason` instead.
   *
   * @see The page on listing API secrets of the MySafe API documentation. */
  list(filter?: ListFilter, options?: CallOptions): Promise<ApiSecretSummary[]> {
    return this.#call<string[]>("list", options, (handle, note) => handle.list(filter, options, note)).then(listOf);
  }

  /** Gets an API secret with its stored value. MySafe shows only active ones, and may log it as a view or ask for a
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
   * @see The page on getting an API secret of the MySafe API documentation. */
  get(identifier: Identifier, options?: CallOptions): Promise<ApiSecret> {
    return this.#call("get", options, (handle, note) => handle.get(identifier, options, note));
  }

  /** Tells whether an API secret is active, by a {@link MySafe.get} whose stored value is discarded.
   *
   * @example
   * ```ts
   * if (await mysafe.isActive("43")) await mysafe.deactivate("43");
   * ```
   *
   * @throws {MySafeError} `NOT_FOUND`, `ACCESS_DENIED` and others, but not `INACTIVE`. After an abort it rejects with
   * `options.signal.reason` instead. */
  isActive(identifier: Identifier, options?: CallOptions): Promise<boolean> {
    return this.#call("isActive", options, (handle, note) => handle.isActive(identifier, options, note));
  }

  /** Creates an API secret. It is sent again only after a 429: after a lost answer, a second try might create a second
   * secret. An `identifierCode`, which is unique, prevents that on platforms that repeat a request by themselves.
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
   * @throws {MySafeError} `INVALID_PARAMETER` for a missing field or an `identifierCode` that is taken, and others.
   * After an abort it rejects with `options.signal.reason` instead.
   *
   * @see The page on creating an API secret of the MySafe API documentation. */
  create(secret: NewApiSecret, options?: CallOptions): Promise<ApiSecret> {
    return this.#call("create", options, (handle, note) => handle.create(secret, options, note));
  }

  /** Changes the given fields of an API secret, and no others. An empty list of shares removes them all.
   *
   * @example
   * ```ts
   * await mysafe.update("43", { clientSecret: "a new value", notes: "rotated" });
   * ```
   *
   * @throws {MySafeError} `NOT_FOUND`, `ACCESS_DENIED`, `INVALID_PARAMETER` and others. After an abort it rejects with
   * `options.signal.reason` instead.
   *
   * @see The page on updating an API secret of the MySafe API documentation. */
  update(identifier: Identifier, changes: Partial<NewApiSecret>, options?: CallOptions): Promise<ApiSecret> {
    return this.#call("update", options, (handle, note) => handle.update(identifier, changes, options, note));
  }

  /** Switches many API secrets on, as {@link MySafe.deactivateMany} switches them off.
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
    return this.#many("activateMany", items, options);
  }

  /** Switches many API secrets off, `concurrency` at a time, and reports one outcome for each item.
   *
   * A failed item does not end the batch. An abort, refused credentials and an outage do: the promise is then fulfilled
   * with a report of what is known so far. The same identifier given twice is sent once. After a 429 all items wait;
   * while the server is down, one item at a time is sent to find out whether it still is.
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
    return this.#many("deactivateMany", items, options);
  }

  /** Wipes the credentials and the token. Calls in flight and later ones reject with `CLOSED`; a batch in flight is
   * fulfilled with its report.
   *
   * @example
   * ```ts
   * try {
   *   await mysafe.deactivate("43");
   * } finally {
   *   mysafe.close();
   * }
   * ``` */
  close(): void {
    this.#closed = true;
    this.#options = undefined;
    const handle = this.#current;
    handle?.close();
    handle?.free();
    this.#handle = undefined;
  }

  async #call<T>(
    operation: string,
    options: CallOptions | undefined,
    start: (handle: Handle, note: Note) => Promise<Outcome>,
  ): Promise<T> {
    const handle = this.#current ?? (await this.#open(operation, own(options, "signal")));
    const note: Note = { sent: 0 };
    const ending: Ending = await guarded(() => start(handle, note));
    return settle(operation, ending, note.sent) as T;
  }

  async #many(
    operation: "activateMany" | "deactivateMany",
    items: Many,
    options: BatchOptions | undefined,
  ): Promise<BatchReport> {
    // Without the signal: an aborted batch still reports.
    const handle = this.#current ?? (await this.#open(operation));
    const ledger = newLedger();
    const observed = withProgress(options);
    const ending: Ending = await guarded(() => handle[operation](items, observed, ledger));
    if (ending[0] === "trapped") {
      return reportAfterTrap(operation, items, ledger, ending[1], own(options, "onProgress"));
    }
    return reportOf(settle(operation, ending) as RawReport);
  }

  /** The handle, if the instance that made it is still the current one. */
  get #current(): Handle | undefined {
    return this.#instance === instanceNumber() ? this.#handle : undefined;
  }

  async #open(operation: string, signal?: Signal): Promise<Handle> {
    if (!this.#closed && this.#current === undefined) {
      const { Handle } = await orAborted(load(this.#source), signal);
      if (!this.#closed && this.#current === undefined) {
        this.#handle = new Handle(this.#options);
        this.#instance = instanceNumber();
      }
    }
    if (this.#handle === undefined) {
      const message = `${operation}: this client was closed. Make a new one.`;
      throw new MySafeError({ code: "CLOSED", message, operation });
    }
    return this.#handle;
  }
}

const clients = new WeakMap<object, Client>();

/** The client of an options object. Calls with the same object share it, and so its token.
 *
 * @internal */
export function clientOf(options: MySafeOptions, Entry: new (options: MySafeOptions) => Client): Client {
  let client = clients.get(options);
  if (client === undefined) {
    client = new Entry(options);
    if (typeof options === "object" && options !== null) {
      clients.set(options, client);
    }
  }
  return client;
}

/** An own property alone: a polluted `Object.prototype` sets no option. */
function own<T extends object, K extends keyof T>(options: T | undefined, key: K): T[K] | undefined {
  return options && Object.hasOwn(options, key) ? options[key] : undefined;
}

/** A copy of the options: later changes to the object have no effect. */
function snapshot(options: MySafeOptions): unknown {
  if (options === undefined || options === null) return undefined;
  try {
    // Without a prototype: see `own`.
    const given: Partial<MySafeOptions> = { ...options };
    const { baseUrl, token, retry } = Object.assign(Object.create(null) as typeof given, given);
    return {
      ...given,
      ...(baseUrl !== undefined && { baseUrl: baseUrl instanceof URL ? baseUrl.href : baseUrl }),
      ...(token !== undefined && { token: typeof token === "object" ? { ...token } : token }),
      ...(retry !== undefined && { retry: typeof retry === "object" ? { ...retry } : retry }),
    };
  } catch {
    // Options that cannot be read are refused at the first call, as wrong ones are.
    return undefined;
  }
}

/** The options, with an `onProgress` that takes the arguments of the WebAssembly. */
function withProgress(options: BatchOptions | undefined): unknown {
  const onProgress = own(options, "onProgress");
  if (typeof onProgress !== "function") {
    return options;
  }
  return {
    ...options,
    onProgress: (done: number, total: number | undefined, outcome: RawOutcome) =>
      onProgress({ done, ...(total !== undefined && { total }), outcome: outcomeOf(outcome) }),
  };
}

/** The value of a call, or its error. Made after an `await`, an error has a stack that leads to the caller. */
function settle(operation: string, [kind, value]: Ending, sent = 0): unknown {
  switch (kind) {
    case "value":
      return value;
    case "error":
      throw new MySafeError(value);
    case "aborted":
      throw value;
    case "trapped":
      throw errorOfTrap(value, operation, sent);
  }
}

/** Waits for `work`, or rejects with the signal's reason when it is aborted. */
function orAborted<T>(work: Promise<T>, signal: Signal | undefined): Promise<T> {
  // The WebAssembly refuses what is not a signal, with an error that says so.
  if (typeof signal?.addEventListener !== "function") {
    return work;
  }
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener("abort", abort);
    const removeListener = () => {
      try {
        signal.removeEventListener("abort", abort);
      } catch {
        // The listener has no effect once `work` is settled.
      }
    };
    work.then(resolve, reject).then(removeListener);
  });
}
