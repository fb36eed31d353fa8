// @ts-check
// Lighthouse's audit of the built page.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Failure } from "../base/failure.mjs";
import { freePort } from "../base/port.mjs";
import { which } from "../base/run.mjs";
import { page } from "./page.mjs";
import { serveSandbox } from "./sandbox.mjs";

const compressible = /^(?:text|application\/(?:javascript|json)|image\/svg)/;

/**
 * Lighthouse's result for the given categories.
 * @param {string[]} categories
 */
export async function audit(categories) {
  const { server } = await serveSandbox(0, compressing(page()));
  const home = mkdtempSync(join(tmpdir(), "lighthouse-"));
  try {
    return await runLighthouse(server.url, home, categories);
  } finally {
    await server.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {string} address
 * @param {string} home
 * @param {string[]} categories
 */
async function runLighthouse(address, home, categories) {
  // Imported here, because set-up may have just installed them.
  const { default: lighthouse } = await import("lighthouse");
  const { launch } = await import("chrome-launcher");
  const chromium = await launch({
    chromePath: process.env.CHROMIUM ?? which("chromium") ?? "chromium",
    port: (await freePort(0)) ?? 0,
    userDataDir: mkdtempSync(join(home, "profile-")),
    chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"],
    logLevel: "silent",
  });
  try {
    const result = await lighthouse(address, { port: chromium.port, onlyCategories: categories, logLevel: "error" });
    if (!result) throw new Failure("Lighthouse gave no result.");
    const { lhr } = result;
    if (lhr.runtimeError) throw new Failure(`Lighthouse: ${lhr.runtimeError.message}`);
    return lhr;
  } finally {
    chromium.kill();
  }
}

/**
 * Compresses the answers, as web servers do.
 * @param {(request: Request) => Promise<Response>} serve
 * @returns {typeof serve}
 */
function compressing(serve) {
  return async (request) => {
    const response = await serve(request);
    const type = response.headers.get("content-type") ?? "";
    if (!compressible.test(type) || request.method === "HEAD") return response;
    const content = await promisify(gzip)(Buffer.from(await response.arrayBuffer()));
    const headers = new Headers(response.headers);
    headers.set("content-encoding", "gzip");
    return new Response(new Uint8Array(content), { status: response.status, headers });
  };
}
