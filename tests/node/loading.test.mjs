// The WebAssembly is loaded by the first call, not at import; and a process can exit when its calls have settled.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

test("an abort while the WebAssembly loads ends the call", () => {
  const script = `
    import { MySafe } from "mysafe-wasm";
    const client = new MySafe({ baseUrl: "https://vault.example", accessToken: "c4nary-t0ken", fetch: () => { throw 1; } });
    const controller = new AbortController();
    const call = client.deactivate("43", { signal: controller.signal });
    controller.abort("early");
    console.log(await call.catch((reason) => reason));
  `;
  assert.equal(run(script), "early");
});

test("calls that are made while the WebAssembly loads are sent in their order, with a signal and without, of any kind", () => {
  const script = `
    import { MySafe } from "mysafe-wasm";
    const sent = [];
    const fetch = async (url) => {
      sent.push(new URL(url).pathname.split("/").slice(3).join("/"));
      return new Response("{}", { status: 503 });
    };
    const options = { baseUrl: "https://vault.example", accessToken: "c4nary-t0ken", retry: false, fetch };
    const client = new MySafe(options);
    const { signal } = new AbortController();
    await Promise.allSettled([
      client.deactivate("43", { signal }),
      client.activate("43"),
      client.passwords.deactivate("43", { signal }),
      client.passwords.activateMany(["43"]),
      client.passwords.deactivate("43"),
    ]);
    console.log(sent.filter((path) => path.startsWith("secret")).join(), sent.filter((path) => path.startsWith("pass")).join());
  `;
  const passwords = "password/inactive/43,password/active/43,password/inactive/43";
  assert.equal(run(script), `secretapi/inactive/43,secretapi/active/43 ${passwords}`);
});

for (const [where, name, prepare] of [
  ["in Node", "Module", ""],
  // Node.js compiles a module of its own when Response is first used.
  ["as in a browser", "compile", "process.getBuiltinModule = undefined; void Response;"],
]) {
  test(`importing the package compiles nothing and adds no global, ${where}`, () => {
    const script = `
      ${prepare}
      const before = Object.getOwnPropertyNames(globalThis).sort().join();
      let compiled = 0;
      const { ${name}: original } = WebAssembly;
      WebAssembly.${name} = function (bytes) {
        compiled += 1;
        return new.target ? new original(bytes) : original(bytes);
      };
      const { MySafe } = await import("mysafe-wasm");
      const client = new MySafe({ baseUrl: "https://vault.example", accessToken: "c4nary-t0ken" });
      const after = Object.getOwnPropertyNames(globalThis).sort().join();
      const idle = compiled;
      await Promise.all([client.ready(), client.ready(), new MySafe({ baseUrl: "https://b", accessToken: "c4nary-t0ken" }).ready()]);
      console.log(before === after, idle, compiled);
    `;
    assert.equal(run(script), "true 0 1");
  });

  test(`the next call loads again after a failed load, ${where}`, () => {
    const script = `
      import { MySafe } from "mysafe-wasm";
      ${prepare}
      const { ${name}: original } = WebAssembly;
      WebAssembly.${name} = function () {
        throw new WebAssembly.CompileError("blocked by CSP");
      };
      const client = new MySafe({ baseUrl: "https://vault.example", accessToken: "c4nary-t0ken" });
      const error = await client.ready().catch((error) => error);
      WebAssembly.${name} = original;
      await client.ready();
      console.log(error.code, error.message.includes("blocked by CSP"), /wasm-unsafe-eval|policy/i.test(error.message));
    `;
    // A server has no Content-Security-Policy, so the message must not advise about one.
    assert.equal(run(script), "INTERNAL true false");
  });
}

test("a process exits by itself when its calls have settled", () => {
  const script = `
    import { MySafe } from "mysafe-wasm";
    const fetch = async () => new Response('{"response":{"error":false,"message":"API secret successfully deactivated"}}');
    const limits = { timeout: 3_600_000, deadline: 3_600_000 };
    const client = new MySafe({ baseUrl: "https://vault.example", accessToken: "c4nary-t0ken", fetch, ...limits });
    console.log((await client.deactivate("43")).active);
  `;
  // A timer that was left over would keep the process alive for an hour.
  assert.equal(run(script), "false");
});

/** Runs a module in a process of its own, which must exit by itself, and returns its output. */
function run(script) {
  const args = ["--input-type=module", "--eval", script];
  const options = { cwd: import.meta.dirname, encoding: "utf8", timeout: 120_000 };
  return execFileSync(process.execPath, args, options).trim();
}
