/// <reference lib="esnext.disposable" preserve="true" />

import { MySafeError, type MySafeErrorFields } from "./error.js";
import { errorOfTrap, type Note, newLedger, reportAfterTrap } from "./ledger.js";
import { guarded, instanceNumber, load, type Source } from "./load.js";
import type { Signal } from "./platform.js";
import { changeOf, type Done, type Kept, type KeptReport, listOf, outcomeOf, reportOf } from "./results.js";
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

/** What the WebAssembly says of a call. */
type Outcome = ["value", unknown] | ["error", MySafeErrorFields] | ["aborted", unknown];

/** The same, or that it could not say it. */
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
   * @throws {MySafeError} `INVALID_ARGUMENT`, `CLOSED`, or `INTERNAL` when the WebAssembly cannot be loaded. */
  async ready(): Promise<void> {
    const handle = await this.#open("ready");
    settle("ready", handle.check());
  }

  /** Switches an API secret on.
   *
   * @throws {MySafeError} What kept it from being known that the secret is on; or `options.signal.reason`. */
  activate(identifier: Identifier, options?: SwitchOptions): Promise<StateChange> {
    return this.#call<Done>("activate", options, identifier).then(changeOf);
  }

  /** Switches an API secret off.
   *
   * @throws {MySafeError} What kept it from being known that the secret is off; or `options.signal.reason`. */
  deactivate(identifier: Identifier, options?: SwitchOptions): Promise<StateChange> {
    return this.#call<Done>("deactivate", options, identifier).then(changeOf);
  }

  /** Lists the API secrets that the access key's user can see.
   *
   * @throws {MySafeError} or `options.signal.reason`. */
  list(filter?: ListFilter, options?: CallOptions): Promise<ApiSecretSummary[]> {
    return this.#call<string[]>("list", options, filter).then(listOf);
  }

  /** Shows an API secret, with the secret that it stores. An inactive one is not shown.
   *
   * @throws {MySafeError} `INACTIVE` among others; or `options.signal.reason`. */
  get(identifier: Identifier, options?: CallOptions): Promise<ApiSecret> {
    return this.#call("get", options, identifier);
  }

  /** Whether an API secret is active. The secret that it stores is in the answer, but is not handed out.
   *
   * @throws {MySafeError} or `options.signal.reason`. */
  isActive(identifier: Identifier, options?: CallOptions): Promise<boolean> {
    return this.#call("isActive", options, identifier);
  }

  /** Creates an API secret. After an answer that got lost it is not sent again, since there could be two then.
   *
   * @throws {MySafeError} or `options.signal.reason`. */
  create(secret: NewApiSecret, options?: CallOptions): Promise<ApiSecret> {
    return this.#call("create", options, secret);
  }

  /** Changes an API secret: the fields given, and no others.
   *
   * @throws {MySafeError} or `options.signal.reason`. */
  update(identifier: Identifier, changes: Partial<NewApiSecret>, options?: CallOptions): Promise<ApiSecret> {
    return this.#call("update", options, identifier, changes);
  }

  /** Switches many API secrets on: see {@link deactivateMany}. */
  activateMany(items: Many, options?: BatchOptions): Promise<BatchReport> {
    return this.#many("activateMany", items, options);
  }

  /** Switches many API secrets off, some at a time. There is one outcome for each item, whatever happens: an aborted
   * batch is fulfilled with what it has learnt. The same identifier given twice is sent once. When the server asks to
   * wait, all wait; when it is down, one item at a time looks whether it still is.
   *
   * @throws {MySafeError} `INVALID_ARGUMENT`, `CLOSED` or `INTERNAL`, before anything is sent. */
  deactivateMany(items: Many, options?: BatchOptions): Promise<BatchReport> {
    return this.#many("deactivateMany", items, options);
  }

  /** Wipes the credentials and the token. Calls in flight and later ones reject with `CLOSED`. */
  close(): void {
    this.#closed = true;
    this.#options = undefined;
    const handle = this.#current;
    handle?.close();
    handle?.free();
    this.#handle = undefined;
  }

  async #call<T>(operation: string, options: CallOptions | undefined, subject: unknown, changes?: unknown): Promise<T> {
    const handle = this.#current ?? (await this.#open(operation, own(options, "signal")));
    const note: Note = { sent: 0 };
    const ending = await guarded(() => handle.call(operation, subject, changes, options, note));
    return settle(operation, ending, note.sent) as T;
  }

  async #many(
    operation: "activateMany" | "deactivateMany",
    items: Many,
    options: BatchOptions | undefined,
  ): Promise<BatchReport> {
    // Not aborted here: an aborted batch still has its report.
    const handle = this.#current ?? (await this.#open(operation));
    const ledger = newLedger();
    const watched = watch(options);
    const ending: Ending = await guarded(() => handle.call(operation, items, undefined, watched, ledger));
    if (ending[0] === "trapped") {
      return reportAfterTrap(operation, items, ledger, ending[1], own(options, "onProgress"));
    }
    return reportOf(settle(operation, ending) as KeptReport);
  }

  /** The handle, while the instance that it belongs to is the one that runs. */
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

/** The client of an options object: the same object always has the same client, and so the same token. */
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

/** An option that was given: what a polluted `Object.prototype` gives to every object is nobody's option. */
function own<T extends object, K extends keyof T>(options: T | undefined, key: K): T[K] | undefined {
  return options && Object.hasOwn(options, key) ? options[key] : undefined;
}

/** The options as they are now, so that a later change to the object does not reach a client half-way. */
function snapshot(options: MySafeOptions): unknown {
  if (options === undefined || options === null) return undefined;
  try {
    // Own properties alone: what a polluted prototype gives is nobody's option.
    const given: Partial<MySafeOptions> = { ...options };
    const { baseUrl, token, retry } = Object.assign(Object.create(null) as typeof given, given);
    return {
      ...given,
      ...(baseUrl !== undefined && { baseUrl: baseUrl instanceof URL ? baseUrl.href : baseUrl }),
      ...(token !== undefined && { token: typeof token === "object" ? { ...token } : token }),
      ...(retry !== undefined && { retry: typeof retry === "object" ? { ...retry } : retry }),
    };
  } catch {
    // Options that cannot even be read are refused at the first call, like any others.
    return undefined;
  }
}

/** The options with an `onProgress` that is given an object. */
function watch(options: BatchOptions | undefined): unknown {
  const onProgress = own(options, "onProgress");
  if (typeof onProgress !== "function") {
    return options;
  }
  return {
    ...options,
    onProgress: ([done, total, kept]: [number, number | undefined, Kept]) =>
      onProgress({ done, ...(total !== undefined && { total }), outcome: outcomeOf(kept) }),
  };
}

/** Errors are made here, after an `await`, where their stack leads back to the caller. */
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

/** Waits for `work`, but not beyond an abort. */
function orAborted<T>(work: Promise<T>, signal: Signal | undefined): Promise<T> {
  // What is no signal at all, the client refuses.
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
    const forget = () => {
      try {
        signal.removeEventListener("abort", abort);
      } catch {
        // A signal that cannot forget keeps a listener that does nothing.
      }
    };
    work.then(resolve, reject).then(forget);
  });
}
