// One process of the first-call row: how long it takes until what is named could be called.

const [who] = process.argv.slice(2);

const began = performance.now();
if (who === "mysafe-wasm") {
  const { MySafe } = await import("mysafe-wasm");
  await new MySafe({ baseUrl: "https://vault.example", clientId: "bench", clientSecret: "bench-secret" }).ready();
} else {
  await import(who === "empty" ? "./empty.mjs" : who);
}
process.send?.(performance.now() - began);
