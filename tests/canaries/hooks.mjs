// A module hook: every entry of the built package gets the client, which it builds upon, from watched.mjs.

const client = new URL("../../pkg/dist/client.js", import.meta.url).href;
const watched = new URL("./watched.mjs", import.meta.url).href;

export function load(url, context, next) {
  // watched.mjs itself asks for it with a query.
  if (url !== client) return next(url, context);
  return { format: "module", shortCircuit: true, source: `export * from ${JSON.stringify(watched)};` };
}
