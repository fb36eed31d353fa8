// What bundlers have built: used as its visitors do, and weighed.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { visit } from "./browsers.mjs";
import { serveSite } from "./site.mjs";

/** As strict as a policy can be for a page that calls MySafe, and asks for nothing else. */
export const strict = (api) => ({
  "content-security-policy": `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src ${api}; base-uri 'none'`,
});

/** The same for a page that also asks for the WebAssembly. */
export const strictWithFiles = (api) => strict(`'self' ${api}`);

/**
 * Visits a page of a built directory with Chromium, and gives what it reports.
 * @param {{ page?: string, headers?: Record<string, string> }} [options] by default under a strict policy
 */
export async function visitBuilt(directory, mysafe, { page = "index.html", headers = strict(mysafe.url) } = {}) {
  const { url, close } = await serveSite(directory, { headers });
  mysafe.after(close);
  return visit("chromium", `${url}/${page}`, mysafe);
}

/**
 * What was built of shared/only-predicate.js holds the predicate and nothing of what calls need.
 * @param {{ limit?: number, files?: string[] }} [options] at most how many bytes, and in which files: by default in all
 */
export function assertNoWasm(directory, { limit = 2000, files = allFiles(directory) } = {}) {
  const texts = files.map((name) => readFileSync(join(directory, name), "latin1"));
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  assert.ok(
    texts.some((text) => text.includes("mysafe-wasm.MySafeError")),
    "it holds the predicate",
  );
  assert.ok(!texts.some((text) => /WebAssembly|H4sI|\0asm|import\(/.test(text)), `there is WebAssembly in ${files}`);
  assert.ok(bytes < limit, `${files} have ${bytes} bytes`);
}

function allFiles(directory) {
  const names = readdirSync(directory, { recursive: true, encoding: "utf8" });
  return names.filter((name) => statSync(join(directory, name)).isFile());
}
