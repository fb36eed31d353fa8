// Runs an app's worker in workerd.

import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../../scripts/base/port.mjs";
import { run, start } from "./programs.mjs";
import { env, tool } from "./workbench.mjs";

/** Bundles as wrangler does: with its conditions, and each .wasm as a module beside the script. */
async function bundle(cwd, entry, to) {
  const args = ["--bundle", "--format=esm", "--conditions=workerd,worker,browser", "--loader:.wasm=copy"];
  await run(tool(".bin", "esbuild"), [entry, ...args, "--entry-names=worker", `--outdir=${to}`], { cwd, env });
  return join(cwd, to);
}

const configuration = (files, port, url) => `
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [
        (name = "worker.js", esModule = embed "worker.js"),
        ${files
          .filter((file) => file.endsWith(".wasm"))
          .map((file) => `(name = "${file}", wasm = embed "${file}"),`)
          .join("\n        ")}
      ],
      compatibilityDate = "2026-01-01",
      bindings = [(name = "MYSAFE_URL", text = "${url}")],
    )),
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`;

/**
 * Bundles the worker in `cwd` and serves it until the test is over.
 * @param {string} cwd the directory of the app
 * @param {string} entry its file
 * @param {{ url: string, after: (work: () => unknown) => void }} mysafe whose URL is the worker's `MYSAFE_URL`
 */
export async function startWorker(cwd, entry, { url, after }) {
  const directory = await bundle(cwd, entry, `dist-${entry.replace(/\.js$/, "")}`);
  const port = await freePort(0);
  writeFileSync(join(directory, "config.capnp"), configuration(readdirSync(directory), port, url));
  const args = ["serve", "config.capnp"];
  const { stop, printed } = await start(tool(".bin", "workerd"), args, { cwd: directory, env, ready: port });
  after(stop);
  return { url: `http://127.0.0.1:${port}`, printed };
}
