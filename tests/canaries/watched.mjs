// The client of the built package, watched: hooks.mjs puts it in the original's place.

import * as built from "../../pkg/dist/client.js?watched";
import { watchedClass } from "./client.mjs";
import { canaries } from "./process.mjs";

export * from "../../pkg/dist/client.js?watched";
// This export takes precedence over the one above.
export const Client = watchedClass(built.Client, canaries);
