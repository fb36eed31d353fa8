import { MySafeError } from "./error.js";
import type { Handle } from "./wasm/glue.js";

let loaded: Promise<typeof Handle> | undefined;

/** Loads the WebAssembly, once for all clients. A failure is not kept: the next call tries afresh. */
export function load(): Promise<typeof Handle> {
  loaded ??= import("./instance.js")
    .then(({ instantiate }) => instantiate())
    .catch((thrown: unknown) => {
      loaded = undefined;
      throw new MySafeError({ code: "INTERNAL", message: advice(thrown), retryable: true });
    });
  return loaded;
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
