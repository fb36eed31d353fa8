// One process of the row first-call: measures the import of a package, and for mysafe-wasm the time until a client is ready.

const [packageName] = process.argv.slice(2);

const began = performance.now();
if (packageName === "mysafe-wasm") {
  const { MySafe } = await import("mysafe-wasm");
  await new MySafe({ baseUrl: "https://vault.example", clientId: "bench", clientSecret: "bench-secret" }).ready();
} else {
  await import(packageName === "empty" ? "./empty.mjs" : packageName);
}
process.send?.(performance.now() - began);
