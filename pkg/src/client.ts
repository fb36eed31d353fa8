/// <reference lib="esnext.disposable" preserve="true" />

import { Items } from "./items.js";
import {
  type ApiSecret,
  type ApiSecretSummary,
  apiSecret,
  type ListFilter,
  type NewApiSecret,
} from "./kinds/api-secret.js";
import { type NewNote, type Note, type NoteFilter, type NoteSummary, note } from "./kinds/note.js";
import {
  type NewPassword,
  type Password,
  type PasswordFilter,
  type PasswordSummary,
  password,
} from "./kinds/password.js";
import type { Source } from "./load.js";
import { Session } from "./session.js";
import type { MySafeOptions } from "./types.js";

// The entries share this module and all that it imports, and import that from here: one class of errors serves them all,
// and one instance of the WebAssembly (scripts/build/bundle.mjs).
export { isMySafeError, MySafeError } from "./error.js";
/** @internal */
export { notCompiledRemedy, notLoaded } from "./load.js";

/** The methods on API secrets: client ids and client secrets that are used against other APIs. */
export type ApiSecrets = Items<ApiSecret, ApiSecretSummary, NewApiSecret, ListFilter>;

/** The methods on passwords: user names and passwords, some with one-time codes. */
export type Passwords = Items<Password, PasswordSummary, NewPassword, PasswordFilter>;

/** The methods on notes: secret texts. */
export type Notes = Items<Note, NoteSummary, NewNote, NoteFilter>;

/** The methods of `MySafe`, whatever the source of its WebAssembly. */
export class Client extends Items<ApiSecret, ApiSecretSummary, NewApiSecret, ListFilter> implements Disposable {
  readonly #session: Session;

  /** The API secrets, with the methods that `MySafe` has itself.
   *
   * @example
   * ```ts
   * await mysafe.apiSecrets.deactivate("43"); // the same as mysafe.deactivate("43")
   * ``` */
  readonly apiSecrets: ApiSecrets;

  /** The passwords.
   *
   * @example
   * ```ts
   * const { changed } = await mysafe.passwords.deactivate("43");
   * ``` */
  readonly passwords: Passwords;

  /** The notes.
   *
   * @example
   * ```ts
   * const { changed } = await mysafe.notes.deactivate("43");
   * ``` */
  readonly notes: Notes;

  /** Closes, at the end of a `using` block. In environments that have the symbol. */
  declare readonly [Symbol.dispose]: () => void;

  /** @internal */
  constructor(options: MySafeOptions, source: Source) {
    const session = new Session(options, source);
    super(session, apiSecret);
    this.#session = session;
    this.apiSecrets = new Items(session, apiSecret);
    this.passwords = new Items(session, password);
    this.notes = new Items(session, note);
    if (Symbol.dispose) {
      Object.defineProperty(this, Symbol.dispose, { value: () => this.close() });
    }
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
  ready(): Promise<void> {
    return this.#session.ready(apiSecret);
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
    this.#session.close();
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
