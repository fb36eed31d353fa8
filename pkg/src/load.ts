import { MySafeError } from "./error.js";
import type { Instance } from "./instance.js";

let loaded: Promise<Instance> | undefined;
/** How often the WebAssembly has started afresh. */
let generation = 0;
/** The calls in flight, to be told when it does. */
const inFlight = new Set<(thrown: unknown) => void>();

/** Loads the WebAssembly, once for all clients. A failure is not kept: the next call tries afresh. */
export function load(): Promise<Instance> {
  loaded ??= import("./instance.js")
    .then(({ instantiate }) => instantiate(restart))
    .catch((thrown: unknown) => {
      loaded = undefined;
      throw new MySafeError({ code: "INTERNAL", message: advice(thrown), retryable: true });
    });
  return loaded;
}

/** Which instance there is: handles are good for one. */
export function instanceNumber(): number {
  return generation;
}

/** Makes a call that ends, by what was thrown, when the WebAssembly traps. */
export function guarded<T>(call: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    inFlight.add(reject);
    const done = () => inFlight.delete(reject);
    try {
      call().then(resolve, reject).then(done);
    } catch (thrown) {
      restart(thrown);
    }
  });
}

/** After a trap nothing in the instance can be trusted: all calls end, and the next one finds a fresh instance. */
function restart(thrown: unknown): void {
  generation += 1;
  const calls = [...inFlight];
  inFlight.clear();
  for (const reject of calls) {
    reject(thrown);
  }
  loaded = loaded?.then((instance) => {
    instance.reset();
    return instance;
  });
}

function advice(thrown: unknown): string {
  const words = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const hint =
    typeof WebAssembly === "undefined"
      ? "This environment has no WebAssembly."
      : "If the page has a Content-Security-Policy, its script-src needs 'wasm-unsafe-eval'; if the package's files " +
        "moved after a deployment, reload the page.";
  return `could not load the WebAssembly of mysafe-wasm (${words}). ${hint}`;
}
