import { createSandbox } from "mysafe-sandbox";
import { isMySafeError, MySafe } from "mysafe-wasm";
import { expect, test } from "vitest";
import { leak } from "./leak.js";

test("against a served MySafe", async () => {
  console.log(`found ${JSON.stringify(await leak(process.env.MYSAFE_URL))}`);
});

test("against a sandbox in the same process", async () => {
  const sandbox = createSandbox();
  const mysafe = new MySafe({
    baseUrl: "https://vault.example",
    clientId: "demo",
    clientSecret: "demo-secret",
    fetch: sandbox.fetch,
  });
  await expect(mysafe.deactivate("43")).resolves.toMatchObject({ active: false, changed: true });
  expect(sandbox.secrets.get("43")?.active).toBe(false);
  await expect(mysafe.deactivate("404404")).rejects.toSatisfy(isMySafeError);
});

test("with an AbortSignal of the environment", async () => {
  const sandbox = createSandbox();
  const mysafe = new MySafe({ baseUrl: "https://vault.example", accessToken: "any", fetch: sandbox.fetch });
  const controller = new AbortController();
  const call = mysafe.deactivate("43", { signal: controller.signal });
  controller.abort("enough");
  await expect(call).rejects.toBe("enough");
});
