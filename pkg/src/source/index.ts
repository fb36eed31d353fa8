// The WebAssembly of every runtime and bundler that compiles it from bytes: a JavaScript module carries it, which is
// loaded at the first call.

import type { Source } from "../load.js";

export const source: Source = () => import("../inline.js").then(({ inline }) => inline());
