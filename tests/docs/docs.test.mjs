// Whether the documents are true: their snippets run, their commands work, their links lead somewhere.
//
// One file, so that node runs its parts one after the other: `npm start` builds anew what the others import.

for (const part of [
  "claims",
  "links",
  "snippets",
  "browser",
  "cookbook",
  "cookbook-lists",
  "cookbook-pages",
  "cookbook-extension",
  "entries",
  "commands",
  "completeness",
]) {
  await import(`./${part}.mjs`);
}
