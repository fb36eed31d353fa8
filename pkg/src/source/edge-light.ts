// The WebAssembly of edge functions of Next.js and Vercel. They forbid compiling bytes; their bundlers import a `.wasm`
// file as a compiled module where `?module` follows its name.

import { instantiate } from "../instance.js";
import type { Source } from "../load.js";
// Relative to the entry, in dist.
import module from "../mysafe.wasm?module";

export const source: Source = async () => instantiate(module);
