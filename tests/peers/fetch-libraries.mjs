// The libraries that README names for the option `fetch`, each as an app passes it to a client.

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
 * @property {string} name of the package, as in README
 * @property {string} [folder] in node_modules, if it differs from the name
 * @property {any} fetch
 * @property {boolean} [waits] whether it keeps waiting when the connection breaks in the middle of a body
 */

const happen = makeFetchHappen.defaults({ retry: false });

/** @type {Library[]} */
const libraries = [
  { name: "undici", fetch: undici },
  { name: "node-fetch", fetch: nodeFetch },
  { name: "node-fetch", folder: "node-fetch-2", fetch: nodeFetch2, waits: true },
  { name: "cross-fetch", fetch: crossFetch, waits: true },
  { name: "@whatwg-node/fetch", fetch: whatwgNode },
  // By default it throws for an error status, and retries.
  { name: "ky", fetch: ky.create({ retry: 0, timeout: false, throwHttpErrors: false }) },
  // It reads headers from a plain object alone.
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
