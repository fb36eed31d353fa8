// A module hook: every entry of the built package imports the watched client of watched.mjs in place of its own.

const client = new URL("../../pkg/dist/client.js", import.meta.url).href;
const watched = new URL("./watched.mjs", import.meta.url).href;

export function load(url, context, next) {
  // watched.mjs imports the real client with a query.
  if (url !== client) return next(url, context);
  return { format: "module", shortCircuit: true, source: `export * from ${JSON.stringify(watched)};` };
}
