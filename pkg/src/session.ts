import { MySafeError, type MySafeErrorFields } from "./error.js";
import type { Kind, Subject } from "./kinds/kind.js";
import {
  type Batch,
  errorOfTrap,
  finding,
  type Ledger,
  type Note,
  newLedger,
  progressOf,
  reportAfterTrap,
  switching,
} from "./ledger.js";
import { guarded, instanceNumber, load, type Source } from "./load.js";
import type { Signal } from "./platform.js";
import { type AnyReport, outcomeOf, type RawOutcome, type RawReport, reportOf } from "./results.js";
import type { BatchOptions, BatchReport, CallOptions, FindOptions, FindReport, Many, MySafeOptions } from "./types.js";
import type { Handle } from "./wasm/glue.js";

/** How a call ended. */
type Outcome = ["value", unknown] | ["error", MySafeErrorFields] | ["aborted", unknown];

/** The same, or a trap of the WebAssembly. */
type Ending = Outcome | ["trapped", unknown];

/** What the methods of one `MySafe` share: its options, and its handles in the WebAssembly, one for each kind in use. */
export class Session {
  readonly #source: Source;
  #options: unknown;
  #handles = new Map<Kind, Handle>();
  #instance = 0;
  #closed = false;

  constructor(options: MySafeOptions, source: Source) {
    this.#options = snapshot(options);
    this.#source = source;
  }

  /** Loads the WebAssembly and checks the options. */
  async ready(subject: Subject): Promise<void> {
    const handle = await this.#open(subject, "ready");
    settle(subject, "ready", handle.check());
  }

  /** Makes a call. */
  async call<T>(
    subject: Subject,
    operation: string,
    options: CallOptions | undefined,
    start: (handle: Handle, note: Note) => Promise<Outcome>,
  ): Promise<T> {
    const handle = this.#current(subject) ?? (await this.#open(subject, operation, own(options, "signal")));
    const note: Note = { sent: 0 };
    const ending: Ending = await guarded(() => start(handle, note));
    return settle(subject, operation, ending, note.sent) as T;
  }

  /** Switches many items. */
  async many(
    subject: Subject,
    action: "activate" | "deactivate",
    items: Many,
    options: BatchOptions | undefined,
  ): Promise<BatchReport> {
    const batch = switching(action);
    const report = this.#batch(subject, batch, options, items, (handle, observed, ledger) =>
      handle[`${action}Many`](items, observed, ledger),
    );
    return report as Promise<BatchReport>;
  }

  /** Looks for values in many items. */
  async find(subject: Subject, values: Iterable<string>, options: FindOptions | undefined): Promise<FindReport> {
    // A string is an iterable of its letters, which is never meant: it is refused, as all that is no list. `Array.from` would
    // make an empty list of a promise that was not awaited.
    const isList = typeof values === "object" && values !== null && Symbol.iterator in values;
    const list = isList ? Array.from(values) : values;
    const among = own(options, "among");
    const report = this.#batch(subject, finding, options, among, (handle, observed, ledger) =>
      handle.find(list, observed, ledger),
    );
    return report as Promise<FindReport>;
  }

  /** Makes the calls of a batch. Without `items` they are listed. */
  async #batch(
    subject: Subject,
    batch: Batch,
    options: BatchOptions | FindOptions | undefined,
    items: Many | undefined,
    start: (handle: Handle, observed: unknown, ledger: Ledger) => Promise<Outcome>,
  ): Promise<AnyReport> {
    // Without the signal: an aborted batch still reports.
    const handle = this.#current(subject) ?? (await this.#open(subject, batch.operation));
    const ledger = newLedger();
    const onProgress = own(options as FindOptions, "onProgress") as ((progress: never) => void) | undefined;
    const observed = withProgress(options, onProgress, batch, ledger);
    const ending: Ending = await guarded(() => start(handle, observed, ledger));
    if (ending[0] === "trapped") {
      return reportAfterTrap(subject, batch, items ?? ledger.listed ?? [], ledger, ending[1], onProgress);
    }
    return reportOf(settle(subject, batch.operation, ending) as RawReport);
  }

  /** Wipes the credentials and the token. Calls in flight and later ones reject with `CLOSED`. */
  close(): void {
    this.#closed = true;
    this.#options = undefined;
    if (this.#instance === instanceNumber()) {
      for (const handle of this.#handles.values()) {
        handle.close();
        handle.free();
      }
    }
    this.#handles.clear();
  }

  /** The kind's handle, if the instance that made the client's first one is still the current one. */
  #current({ name }: Subject): Handle | undefined {
    if (this.#instance !== instanceNumber()) return undefined;
    const handle = this.#handles.get(name) ?? this.#handles.get(firstKind)?.of(name);
    if (handle !== undefined) {
      this.#handles.set(name, handle);
    }
    return handle;
  }

  async #open(subject: Subject, operation: string, signal?: Signal): Promise<Handle> {
    if (!this.#closed && this.#current(subject) === undefined) {
      const { Handle } = await orAborted(load(this.#source), signal);
      if (!this.#closed && this.#current(subject) === undefined) {
        this.#handles = new Map([[firstKind, new Handle(this.#options)]]);
        this.#instance = instanceNumber();
      }
    }
    const handle = this.#current(subject);
    if (handle === undefined) {
      throw closed(subject, operation);
    }
    return handle;
  }
}

/** The kind of the handle that takes the options; the others are made by it. */
const firstKind: Kind = "apiSecret";

/** The error of a call of a client that was closed. */
function closed({ name, collection }: Subject, operation: string): MySafeError {
  const call = collection === undefined ? operation : `${collection}.${operation}`;
  return new MySafeError({
    code: "CLOSED",
    message: `${call}: this client was closed. Make a new one.`,
    operation,
    ...(collection !== undefined && { kind: name }),
  });
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
function withProgress(
  options: BatchOptions | FindOptions | undefined,
  onProgress: ((progress: never) => void) | undefined,
  { names: [, name] }: Batch,
  ledger: Ledger,
): unknown {
  if (typeof onProgress !== "function") {
    return options;
  }
  return {
    ...options,
    onProgress: (done: number, total: number | undefined, outcome: RawOutcome) =>
      onProgress(progressOf(name, done, total ?? ledger.listed?.length, outcomeOf(outcome))),
  };
}

/** The value of a call, or its error. Made after an `await`, an error has a stack that leads to the caller. */
function settle(subject: Subject, operation: string, [kind, value]: Ending, sent = 0): unknown {
  switch (kind) {
    case "value":
      return value;
    case "error":
      throw new MySafeError(value);
    case "aborted":
      throw value;
    case "trapped":
      throw errorOfTrap(value, subject, operation, sent);
  }
}

/** Waits for `work`, or rejects with the signal's reason when it is aborted. With a signal and without, it takes the same
 * number of steps: a call must not overtake an older one while the WebAssembly is loaded. */
function orAborted<T>(work: Promise<T>, signal: Signal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    // The WebAssembly refuses what is not a signal, with an error that says so.
    if (typeof signal?.addEventListener !== "function") {
      work.then(resolve, reject);
      return;
    }
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
