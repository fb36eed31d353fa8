import { Api } from "./api.js";
import { createApp } from "./app.js";
import type { FaultOptions } from "./faults.js";
import type { Change, RequestRecord } from "./journal.js";
import { resolve, type SandboxOptions } from "./options.js";
import { hash, Random } from "./random.js";
import type { Step } from "./script.js";
import type { Secrets } from "./secrets.js";

/** A MySafe API with its own secrets, clients and tokens. */
export interface Sandbox {
  /**
   * Answers a request, as the global `fetch` would for a server at any origin. It needs no `this`, and honours the
   * signal: an aborted request rejects with the signal's reason. A dropped connection is a `TypeError`.
   */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** The secrets, active or not, to inspect and to change behind the client's back. */
  readonly secrets: Secrets;
  /** The requests that came, oldest first: a live view. An entry's status is `null` until it is answered. */
  readonly requests: readonly RequestRecord[];
  /** What clients really did, oldest first: a live view. Reads, refusals and faults are not in it. */
  readonly changes: readonly Change[];
  /** How many requests for a token were understood, refused ones too. */
  readonly tokenRequests: number;
  /** How many requests the steps added by {@link Sandbox.next} still wait for. */
  readonly pendingSteps: number;
  /**
   * Decides what happens to the next request that fits: a fault, or an answer of your own. Steps are used in the order
   * in which they were added, each once or `times` times, and go before the faults of the options. A request that is
   * not understood uses up no step. Throws `RangeError` when the step makes no sense.
   */
  next(step: Step): void;
  /** Replaces the faults of the options from now on, counting anew. 0 for none. Throws `RangeError`. */
  setFaults(faults: number | FaultOptions): void;
  /** Revokes the tokens of one client, or all, and says how many were good until now. */
  revokeTokens(clientId?: string): number;
  /** Makes it as new: the secrets and faults of the options, and no tokens, steps, requests or changes. */
  reset(): void;
}

/**
 * Makes a MySafe API to test against. It is all in memory and needs no socket: give its `fetch` to a client.
 *
 * @param options all optional
 * @returns a sandbox that shares nothing with any other
 * @throws RangeError when an option is out of its range
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const settings = resolve(options);
  const api = new Api(settings);
  const freshIds = () => new Random(hash(`request ids ${settings.seed}`));
  let ids = freshIds();
  const app = createApp(settings, api, () => ids.text(32, "0123456789abcdef"));
  return {
    async fetch(input, init) {
      // As in the standard: a signal of `null` in the init takes away that of the request.
      const signal =
        init?.signal === undefined && input instanceof Request ? input.signal : (init?.signal ?? undefined);
      signal?.throwIfAborted();
      // The signal goes a way of its own: one that thousands of requests share need not be followed by each of them.
      const request = input instanceof Request && !init ? input : new Request(input, { ...init, signal: null });
      return app.fetch(request, { signal });
    },
    secrets: api.secrets,
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
