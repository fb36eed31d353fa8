import { Api } from "./api.js";
import { createApp } from "./app.js";
import type { FaultOptions } from "./faults.js";
import type { Change, RequestRecord } from "./journal.js";
import type { Secrets } from "./kinds/api-secret.js";
import type { Notes } from "./kinds/note.js";
import type { Passwords } from "./kinds/password.js";
import { resolveOptions, type SandboxOptions } from "./options.js";
import { hash, Random } from "./random.js";
import type { Step } from "./script.js";

/**
 * A MySafe API with its own API secrets, passwords, notes, clients and tokens.
 *
 * @example
 * ```ts
 * const sandbox: Sandbox = createSandbox();
 * sandbox.next({ operation: "deactivate", fault: "lost" });
 * // … let a client deactivate "43" …
 * sandbox.secrets.get("43")?.active; // false
 * sandbox.changes.length; // 1 for each try that reached the API
 * ```
 */
export interface Sandbox {
  /**
   * Answers a request to any origin, with the interface of the global `fetch`. It needs no `this`. An aborted request
   * rejects with the signal's reason, a dropped connection with a `TypeError`.
   */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** The API secrets, active or not. Its methods change them directly, without a request. */
  readonly secrets: Secrets;
  /** The passwords, active or not. Each kind numbers its items on its own: API secret 43 is not password 43. */
  readonly passwords: Passwords;
  /** The notes, active or not. */
  readonly notes: Notes;
  /** The received requests, oldest first. A live view: the status of an entry is `null` until it is answered. */
  readonly requests: readonly RequestRecord[];
  /** The changes that clients made, oldest first. A live view, without reads and refused requests. */
  readonly changes: readonly Change[];
  /** The number of token requests, without those answered with 501. */
  readonly tokenRequests: number;
  /** The number of requests that the steps of {@link Sandbox.next} still wait for. */
  readonly pendingSteps: number;
  /**
   * Adds a step: a fault, or an answer of your own, for the next request that matches. Steps are used in the order in which
   * they were added, each once or `times` times, and have precedence over the faults of the options. A request that is
   * answered with 501 uses no step. Throws `RangeError` for a step that no request can match.
   */
  next(step: Step): void;
  /**
   * Replaces the faults of the options; 0 for none. The counts of earlier requests start again from 0. Throws `RangeError`
   * for a value out of range.
   */
  setFaults(faults: number | FaultOptions): void;
  /** Revokes the tokens of one client, by default of all. Returns the number of tokens that were valid. */
  revokeTokens(clientId?: string): number;
  /** Restores the initial state: the items and faults of the options, and no tokens, steps, requests or changes. */
  reset(): void;
}

/**
 * Creates a MySafe API to test against. It keeps everything in memory and needs no socket: pass its `fetch` to a client.
 *
 * @param options all optional
 * @returns a sandbox that shares no state with any other
 * @throws RangeError if an option is out of range
 * @example
 * ```ts
 * const sandbox = createSandbox({ secrets: 1000, faults: 0.3 });
 * const safe = new MySafe({ baseUrl: "https://mysafe.example", ...demoClient, fetch: sandbox.fetch });
 * await safe.deactivate("43");
 * ```
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const settings = resolveOptions(options);
  const api = new Api(settings);
  const freshIds = () => new Random(hash(`request ids ${settings.seed}`));
  let ids = freshIds();
  const app = createApp(settings, api, () => ids.text(32, "0123456789abcdef"));
  return {
    async fetch(input, init) {
      // As in the Fetch standard, `signal: null` in the init removes the signal of the request.
      const signal =
        init?.signal === undefined && input instanceof Request ? input.signal : (init?.signal ?? undefined);
      signal?.throwIfAborted();
      // `Request` would add a listener to the signal, and thousands of requests can share one. So it is passed separately.
      const request = input instanceof Request && !init ? input : new Request(input, { ...init, signal: null });
      return app.fetch(request, { signal });
    },
    secrets: api.items.apiSecret,
    passwords: api.items.password,
    notes: api.items.note,
    requests: api.journal.requests,
    changes: api.journal.changes,
    get tokenRequests() {
      return api.journal.tokenRequests;
    },
    get pendingSteps() {
      return api.script.pending;
    },
    next: (step) => api.script.add(step),
    setFaults: (faults) => api.setFaults(faults),
    revokeTokens: (clientId) => api.tokens.revokeAll(clientId),
    reset() {
      api.reset();
      ids = freshIds();
    },
  };
}
