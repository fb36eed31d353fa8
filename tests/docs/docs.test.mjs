// Tests the documents: their snippets run, their commands work, their links have targets.
//
// It is one file, so that node runs the parts one after another: `npm start` rebuilds what the others import.

for (const part of [
  "claims",
  "links",
  "snippets",
  "browser",
  "cookbook",
  "broker",
  "cookbook-brokers",
  "cookbook-lists",
  "cookbook-kinds",
  "cli",
  "cookbook-pages",
  "cookbook-extension",
  "entries",
  "commands",
  "completeness",
]) {
  await import(`./${part}.mjs`);
}
