// Watches a whole process for credentials that show: `node --import ./tests/canaries/watch.mjs …`.

import * as module from "node:module";
import * as hooks from "./hooks.mjs";
import "./process.mjs";

// Newer Nodes have hooks without a thread of their own, and warn about the older ones.
if (module.registerHooks) module.registerHooks(hooks);
else module.register("./hooks.mjs", import.meta.url);
