// One way of loading in Node. Arguments: the way, the URL of the served files, the URL of the MySafe.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { slimLeak } from "./slim-leak.js";

const [way, site, baseUrl] = process.argv.slice(2);
const bytes = () => readFile(createRequire(import.meta.url).resolve("mysafe-wasm/mysafe.wasm"));

const sources = {
  module: async () => WebAssembly.compile(await bytes()),
  bytes,
  response: () => fetch(`${site}/mysafe.wasm`),
  url: () => new URL(`${site}/mysafe.wasm`),
  file: () => new URL(import.meta.resolve("mysafe-wasm/mysafe.wasm")),
};

const result = await slimLeak(await sources[way](), baseUrl).catch((error) => ({ failed: error.message }));
console.log(JSON.stringify(result));
