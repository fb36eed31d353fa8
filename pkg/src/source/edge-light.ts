// The WebAssembly of edge functions of Next.js and Vercel. They forbid compiling bytes; their bundlers import a `.wasm` file
// as a compiled module where `?module` follows its name.

import module from "../../mysafe.wasm?module";
import { instantiate } from "../instance.js";
import type { Source } from "../load.js";

export const source: Source = async () => instantiate(module);
