// Stands in for the client of the built package: the same, watched.

import * as built from "../../pkg/dist/client.js?watched";
import { watchedClass } from "./client.mjs";
import { canaries } from "./process.mjs";

export * from "../../pkg/dist/client.js?watched";
// What is exported here goes before what is exported above.
export const Client = watchedClass(built.Client, canaries);
