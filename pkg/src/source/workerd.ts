// The WebAssembly of workers of workerd, Cloudflare's among them. They forbid compiling bytes and import a `.wasm` file
// as a compiled module; wrangler and similar tools bundle it without configuration.

import { instantiate } from "../instance.js";
import type { Source } from "../load.js";
// Relative to the entry, in dist.
import module from "../mysafe.wasm";

export const source: Source = async () => instantiate(module);
