import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../../scripts/base/port.mjs";
import { run, start } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

/** Bundles as wrangler does: with its conditions, and each .wasm as a module beside the script. */
async function bundle(entry, to) {
  const cwd = await app("workerd");
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

async function answer(directory, mysafe) {
  const port = await freePort(0);
  const files = readdirSync(directory);
  writeFileSync(join(directory, "config.capnp"), configuration(files, port, mysafe.url));
  const args = ["serve", "config.capnp"];
  const { stop, printed } = await start(tool(".bin", "workerd"), args, { cwd: directory, env, ready: port });
  mysafe.after(stop);
  const response = await fetch(`http://127.0.0.1:${port}/`).catch((error) => error);
  if (!response.ok) throw new Error(`workerd answers ${response.status ?? response.cause}: ${printed()}`);
  return response.json();
}

const version = versionOf("workerd");

export default [
  {
    name: "workerd",
    version,
    run: async (mysafe) => answer(await bundle("handler.js", "dist"), mysafe),
    posts: {
      once: true,
      run: async (mysafe) => answer(await bundle("broken-posts-handler.js", "dist-posts"), mysafe),
    },
  },
  {
    name: "workerd, slim",
    version,
    run: async (mysafe) => answer(await bundle("slim-handler.js", "dist-slim"), mysafe),
  },
];
