import { isMySafeError, MySafeError } from "./error.js";
import type { Instance } from "./instance.js";

/** Where an entry has its WebAssembly from. */
export type Source = () => Promise<Instance>;

let loaded: Promise<Instance> | undefined;
/** How often the WebAssembly has started afresh. */
let generation = 0;
/** The calls in flight, to be told when it does. */
const inFlight = new Set<(thrown: unknown) => void>();

/** Loads the WebAssembly, once for all clients. A failure is not kept: the next call tries afresh. */
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

/** Which instance there is: handles are good for one. */
export function instanceNumber(): number {
  return generation;
}

/** What came of a call; or, when the WebAssembly trapped meanwhile, what was thrown. */
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

/** What keeps a page from compiling WebAssembly. */
const policy = "If the page has a Content-Security-Policy, its script-src needs 'wasm-unsafe-eval'";

const moved = "if the package's files moved after a deployment, reload the page";

const installed =
  "The process may not reserve as much address space as WebAssembly asks for (`ulimit -v` shows its limit), or the " +
  "package's files are not whole: install it again.";

/** Whether this is a platform without pages and their policies. */
function isServer(): boolean {
  const { process, Deno } = globalThis as {
    process?: { versions?: { node?: string; electron?: string } };
    Deno?: unknown;
  };
  return Deno !== undefined || (process?.versions?.node !== undefined && process.versions.electron === undefined);
}

/** What to do about WebAssembly that was given and cannot be compiled. */
export function notCompiledRemedy(what: string): string {
  const whole = `${what} should be mysafe-wasm/mysafe.wasm, whole and of this version.`;
  return isServer() ? `It may be damaged: ${whole}` : `${policy}; otherwise ${whole}`;
}

const alone = "in a service worker, which may not import(), bundle all into one file or use mysafe-wasm/slim";

/** The error of a load that failed. */
export function notLoaded(thrown: unknown, remedy: string): MySafeError {
  const words = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const known = typeof WebAssembly === "undefined" ? "This environment has no WebAssembly." : remedy;
  const message = `could not load the WebAssembly of mysafe-wasm (${words}). ${known}`;
  return new MySafeError({ code: "INTERNAL", message, retryable: true });
}

/** After a trap nothing in the instance can be trusted: all calls end, and the next one finds a fresh instance. */
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
