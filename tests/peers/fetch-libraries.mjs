// The libraries that README names as fit for the option `fetch`, each as it is given to a client.

import { readFileSync } from "node:fs";
import { fetch as whatwgNode } from "@whatwg-node/fetch";
import crossFetch from "cross-fetch";
import ky from "ky";
import makeFetchHappen from "make-fetch-happen";
import nodeFetch from "node-fetch";
import nodeFetch2 from "node-fetch-2";
import { fetch as undici } from "undici";

/**
 * @typedef {object} Library
 * @property {string} name the package, as README has it
 * @property {string} [folder] in node_modules, where it is another
 * @property {any} fetch
 * @property {boolean} [waits] whether it goes on waiting when an answer breaks off half-way
 */

const happen = makeFetchHappen.defaults({ retry: false });

/** @type {Library[]} */
const libraries = [
  { name: "undici", fetch: undici },
  { name: "node-fetch", fetch: nodeFetch },
  { name: "node-fetch", folder: "node-fetch-2", fetch: nodeFetch2, waits: true },
  { name: "cross-fetch", fetch: crossFetch, waits: true },
  { name: "@whatwg-node/fetch", fetch: whatwgNode },
  // It throws for a status and tries again by itself, unless it is told not to.
  { name: "ky", fetch: ky.create({ retry: 0, timeout: false, throwHttpErrors: false }) },
  // It knows no headers but those of a plain object.
  {
    name: "make-fetch-happen",
    fetch: (url, init) => happen(url, { ...init, headers: Object.fromEntries(init.headers) }),
  },
];

/** @param {string} folder */
const versionOf = (folder) =>
  JSON.parse(readFileSync(new URL(`../../node_modules/${folder}/package.json`, import.meta.url), "utf8")).version;

export const fetchLibraries = libraries.map((library) => ({
  ...library,
  version: versionOf(library.folder ?? library.name),
}));
