import { isMySafeError, MySafeError } from "./error.js";
import type { Instance } from "./instance.js";

/** Instantiates the WebAssembly, from where an entry has it. */
export type Source = () => Promise<Instance>;

let loaded: Promise<Instance> | undefined;
/** How many instances there were before the current one. */
let generation = 0;
/** Ends each call in flight after a trap. */
const inFlight = new Set<(thrown: unknown) => void>();

/** Loads the WebAssembly, once for all clients. After a failure, the next call tries again. */
export function load(source: Source): Promise<Instance> {
  loaded ??= source()
    .then((instance) => {
      instance.onTrap(restart);
      return instance;
    })
    .catch((thrown: unknown) => {
      loaded = undefined;
      throw isMySafeError(thrown)
        ? thrown
        : notLoaded(thrown, isServer() ? installed : `${policy}; ${moved}; ${alone}.`);
    });
  return loaded;
}

/** The number of the current instance: a handle works with the one that it was made by. */
export function instanceNumber(): number {
  return generation;
}

/** The outcome of a call; or, when the WebAssembly trapped meanwhile, what was thrown. */
export function guarded<T>(call: () => Promise<T>): Promise<T | ["trapped", unknown]> {
  return new Promise((resolve) => {
    const end = (outcome: T | ["trapped", unknown]) => {
      inFlight.delete(trapped);
      resolve(outcome);
    };
    const trapped = (thrown: unknown) => end(["trapped", thrown]);
    inFlight.add(trapped);
    try {
      call().then(end, trapped);
    } catch (thrown) {
      restart(thrown);
    }
  });
}

// What to do about a failed load, by its likely causes.

const policy = "If the page has a Content-Security-Policy, its script-src needs 'wasm-unsafe-eval'";

const moved = "if the package's files moved after a deployment, reload the page";

const alone = "in a service worker, which may not import(), bundle all into one file or use mysafe-wasm/slim";

const installed =
  "The process may not reserve as much address space as WebAssembly asks for (`ulimit -v` shows its limit), or the " +
  "package's files are not whole: install it again.";

/** Whether the platform is a server's, which has no pages and no Content-Security-Policy. */
function isServer(): boolean {
  const { process, Deno } = globalThis as {
    process?: { versions?: { node?: string; electron?: string } };
    Deno?: unknown;
  };
  return Deno !== undefined || (process?.versions?.node !== undefined && process.versions.electron === undefined);
}

/** What to do about WebAssembly that does not compile. */
export function notCompiledRemedy(what: string): string {
  const expected = `${what} should be mysafe-wasm/mysafe.wasm, whole and of this version.`;
  return isServer() ? `It may be damaged: ${expected}` : `${policy}; otherwise ${expected}`;
}

/** The error of a failed load. */
export function notLoaded(thrown: unknown, remedy: string): MySafeError {
  const cause = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const advice = typeof WebAssembly === "undefined" ? "This environment has no WebAssembly." : remedy;
  const message = `could not load the WebAssembly of mysafe-wasm (${cause}). ${advice}`;
  return new MySafeError({ code: "INTERNAL", message, retryable: true });
}

/** Replaces the instance after a trap, when its state cannot be trusted: calls in flight end, the next call uses the
 * fresh instance. */
function restart(thrown: unknown): void {
  generation += 1;
  const calls = [...inFlight];
  inFlight.clear();
  for (const trapped of calls) {
    trapped(thrown);
  }
  loaded = loaded?.then((instance) => {
    instance.reset();
    return instance;
  });
}
