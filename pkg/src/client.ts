/// <reference lib="esnext.disposable" preserve="true" />

import { MySafeError, type MySafeErrorFields } from "./error.js";
import { load } from "./load.js";
import type { CallOptions, Identifier, MySafeOptions, StateChange } from "./types.js";
import type { Handle } from "./wasm/glue.js";

/** What the WebAssembly says of a call. */
type Outcome = ["value", unknown] | ["error", MySafeErrorFields] | ["aborted", unknown];

// Typed apart from the class: not every environment that runs it has Symbol.dispose.
export interface MySafe extends Disposable {}

/** A client of one MySafe, with one set of credentials and one token.
 *
 * ```ts
 * const mysafe = new MySafe({ baseUrl: "https://vault.example", clientId, clientSecret });
 * const { changed } = await mysafe.deactivate("43");
 * ```
 *
 * Source: "Deactivate or activate an API secret" of the MySafe API documentation. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: see above
export class MySafe {
  static {
    if (Symbol.dispose) {
      Object.defineProperty(MySafe.prototype, Symbol.dispose, {
        value(this: MySafe) {
          this.close();
        },
      });
    }
  }

  #options: unknown;
  #handle: Handle | undefined;
  #closed = false;

  /** Takes the options and does nothing yet: it never throws, so a client may stand at module scope and in server
   * rendering. What is wrong with the options, {@link ready} and each call say. */
  constructor(options: MySafeOptions) {
    this.#options = snapshot(options);
  }

  /** Loads the WebAssembly and checks the options now rather than at the first call. Sends nothing.
   *
   * @throws {MySafeError} `INVALID_ARGUMENT`, `CLOSED`, or `INTERNAL` when the WebAssembly cannot be loaded. */
  async ready(): Promise<void> {
    const handle = await this.#open("ready");
    settle(handle.check());
  }

  /** Switches an API secret on.
   *
   * @throws {MySafeError} What kept it from being known that the secret is on; or `options.signal.reason`. */
  activate(identifier: Identifier, options?: CallOptions): Promise<StateChange> {
    return this.#call("activate", identifier, options);
  }

  /** Switches an API secret off.
   *
   * @throws {MySafeError} What kept it from being known that the secret is off; or `options.signal.reason`. */
  deactivate(identifier: Identifier, options?: CallOptions): Promise<StateChange> {
    return this.#call("deactivate", identifier, options);
  }

  /** Wipes the credentials and the token. Calls in flight and later ones reject with `CLOSED`. */
  close(): void {
    this.#closed = true;
    this.#options = undefined;
    this.#handle?.close();
    this.#handle?.free();
    this.#handle = undefined;
  }

  async #call(
    operation: "activate" | "deactivate",
    identifier: Identifier,
    options: CallOptions | undefined,
  ): Promise<StateChange> {
    const handle = await this.#open(operation, options?.signal);
    let outcome: Outcome;
    try {
      outcome = await handle[operation](identifier, options);
    } catch (thrown) {
      throw new MySafeError({
        code: "INTERNAL",
        message: `${operation}: a defect of mysafe-wasm ended this call (${thrown}). Please report it.`,
        operation,
      });
    }
    return settle(outcome) as StateChange;
  }

  async #open(operation: string, signal?: AbortSignal): Promise<Handle> {
    if (this.#handle === undefined && !this.#closed) {
      const Handle = await orAborted(load(), signal);
      if (!this.#closed) {
        this.#handle ??= new Handle(this.#options);
        this.#options = undefined;
      }
    }
    if (this.#handle === undefined) {
      const message = `${operation}: this client was closed. Make a new one.`;
      throw new MySafeError({ code: "CLOSED", message, operation });
    }
    return this.#handle;
  }
}

const clients = new WeakMap<object, MySafe>();

/** The client of an options object: the same object always has the same client, and so the same token. */
function clientOf(options: MySafeOptions): MySafe {
  let client = clients.get(options);
  if (client === undefined) {
    client = new MySafe(options);
    if (typeof options === "object" && options !== null) {
      clients.set(options, client);
    }
  }
  return client;
}

/** Switches an API secret on, without a client to keep. Calls with the same options object share one client and its
 * token.
 *
 * @throws {MySafeError} See {@link MySafe.activate}. */
export function activate(identifier: Identifier, options: MySafeOptions & CallOptions): Promise<StateChange> {
  return clientOf(options).activate(identifier, options);
}

/** Switches an API secret off, without a client to keep. Calls with the same options object share one client and its
 * token.
 *
 * @throws {MySafeError} See {@link MySafe.deactivate}. */
export function deactivate(identifier: Identifier, options: MySafeOptions & CallOptions): Promise<StateChange> {
  return clientOf(options).deactivate(identifier, options);
}

/** The options as they are now, so that a later change to the object does not reach a client half-way. */
function snapshot(options: MySafeOptions): unknown {
  try {
    const { baseUrl, token } = options;
    return {
      ...options,
      baseUrl: baseUrl instanceof URL ? baseUrl.href : baseUrl,
      token: typeof token === "object" ? { ...token } : token,
    };
  } catch {
    // Options that cannot even be read are refused at the first call, like any others.
    return undefined;
  }
}

/** Errors are made here, after an `await`, where their stack leads back to the caller. */
function settle([kind, value]: Outcome): unknown {
  switch (kind) {
    case "value":
      return value;
    case "error":
      throw new MySafeError(value);
    case "aborted":
      throw value;
  }
}

/** Waits for `work`, but not beyond an abort. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
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
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
