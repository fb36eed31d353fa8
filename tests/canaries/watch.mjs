// Watches a whole process for leaks of credentials: `node --import ./tests/canaries/watch.mjs …`.

import * as module from "node:module";
import * as hooks from "./hooks.mjs";
import "./process.mjs";

// Newer versions of Node have hooks that run in the same thread, and warn about the older kind.
if (module.registerHooks) module.registerHooks(hooks);
else module.register("./hooks.mjs", import.meta.url);
