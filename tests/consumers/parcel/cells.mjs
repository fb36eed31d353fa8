import { join } from "node:path";
import { visitBuilt } from "../kit/built.mjs";
import { run } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

const version = versionOf("parcel");
const note = "writes an inline import map for its chunks: a policy without 'unsafe-inline' must have its hash";
const headers = {};

async function build(page, to) {
  const cwd = await app("parcel");
  const args = ["build", page, "--dist-dir", to, "--no-autoinstall", "--no-cache"];
  await run(tool(".bin", "parcel"), args, { cwd, env });
  return join(cwd, to);
}

export default [
  {
    name: "Parcel",
    version,
    note,
    run: async (mysafe) => visitBuilt(await build("index.html", "dist"), mysafe, { headers }),
  },
  {
    name: "Parcel, with a Web Worker",
    version,
    note,
    async run(mysafe) {
      const directory = await build("with-worker.html", "dist-worker");
      return visitBuilt(directory, mysafe, { headers, page: "with-worker.html" });
    },
  },
  {
    name: "Parcel, slim",
    version,
    note: "url: gives the URL of the .wasm",
    run: async (mysafe) => visitBuilt(await build("slim.html", "dist-slim"), mysafe, { headers, page: "slim.html" }),
  },
];
