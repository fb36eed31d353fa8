// The container file, as far as it can be tried without a container.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runtimeBench } from "./bench.mjs";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const containerfile = read("Containerfile");
const { bin, version } = JSON.parse(read("package.json"));
const listAfter = (words) => JSON.parse(new RegExp(`^${words} ?(\\[.+\\])$`, "m").exec(containerfile)[1]);

test("the container starts the command of this version's package, with the config at its place, as a user without rights", () => {
  const [node, main] = listAfter("ENTRYPOINT");
  assert.equal(node, "/nodejs/bin/node");
  assert.equal(main, `/opt/mysafe-broker/node_modules/mysafe-broker/${bin["mysafe-broker"]}`);
  assert.deepEqual(listAfter("CMD"), ["--config", "/etc/mysafe-broker/broker.json"]);
  assert.match(containerfile, new RegExp(`^ARG VERSION=${version}$`, "m"));
  const [, user] = /^USER (\d+):\d+$/m.exec(containerfile);
  assert.notEqual(user, "0");
});

test("its health check tells a broker that answers from one that does not", async (t) => {
  const { up } = await runtimeBench(t);
  const { url } = await up();
  const [node, ...args] = listAfter("HEALTHCHECK .*CMD");
  assert.equal(node, "/nodejs/bin/node");
  const check = async (address) => {
    const [code] = await once(spawn(process.execPath, args, { env: { ...process.env, HEALTH: address } }), "close");
    return code;
  };
  assert.equal(await check(`${url}/health`), 0);
  assert.equal(await check(`${url}/nowhere`), 1);
  assert.equal(await check("http://127.0.0.1:9/health"), 1);
  assert.match(containerfile, /^ENV HEALTH=http:\/\/127\.0\.0\.1:8080\/health$/m);
});
