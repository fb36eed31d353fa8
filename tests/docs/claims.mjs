// Compares what the documents say of the code with the code.

import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import { packages } from "../../scripts/base/project.mjs";
import { addressOf, packageReadme } from "../../scripts/build/readme.mjs";
import { commands } from "../../scripts/dev/release/checks.mjs";
import { contents } from "../../scripts/dev/release/contents.mjs";
import { steps } from "../../scripts/dev/steps.mjs";
import * as tools from "../../scripts/dev/tools.mjs";
import { parts, quoted, read, readme, root, rows, take } from "./markdown.mjs";
import { members } from "./sources.mjs";

/** The inline code in the first column of a section's tables, without that of the header. */
const firstColumn = (section) =>
  rows(readme, section)
    .slice(2)
    .flatMap(([first = ""]) => quoted(first))
    .sort();

/** The inline code in the prose of a section, or of the whole README. */
const quotedIn = (section) =>
  parts(readme)
    .prose.filter((line) => section === undefined || line.section === section)
    .flatMap(({ text }) => quoted(text));

/** The files of a folder with the given extension, below the repository. */
const filesIn = (folder, extension) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(extension))
    .map((file) => join(folder, file));

const types = read("pkg/src/types.ts");
const manifest = JSON.parse(read("pkg/package.json"));

test("README documents every option, result, batch state and error code", () => {
  assert.deepEqual(
    firstColumn("Options"),
    [...members(types, "ConnectionOptions"), ...members(types, "MySafeOptions")].sort(),
  );
  assert.deepEqual(
    firstColumn("Results"),
    members(types, "StateChange").filter((name) => name !== "identifier"),
  );
  const states = [...(types.match(/export type BatchOutcome[\s\S]*?^\);/m)?.[0] ?? "").matchAll(/"([a-z]+)"/g)];
  assert.deepEqual(firstColumn("Many at once"), states.map(([, state]) => state).sort());
  const found = [...(types.match(/export type FindResult[\s\S]*?^\);/m)?.[0] ?? "").matchAll(/state: "([a-z]+)"/g)];
  assert.deepEqual(firstColumn("Find leaked values"), found.map(([, state]) => state).sort());
  const codes = [...read("pkg/src/error.ts").matchAll(/^ {2}\| "([A-Z_]+)"/gm)].map(([, code]) => code).sort();
  assert.ok(codes.length > 0);
  assert.deepEqual(firstColumn("Errors"), codes);
  const fields = members(read("pkg/src/error.ts"), "MySafeErrorFields");
  const documented = quotedIn("Errors");
  for (const field of fields.filter((field) => field !== "message")) assert.ok(documented.includes(field), field);
});

test("README documents every option of calls and batches", () => {
  const documented = quotedIn().map((text) => text.split(":")[0]);
  for (const type of ["CallOptions", "SwitchOptions", "BatchOptions", "FindOptions"]) {
    for (const option of members(types, type)) assert.ok(documented.includes(option), option);
  }
});

test("README documents every method", () => {
  const sources = read("pkg/src/items.ts") + read("pkg/src/client.ts");
  const methods = [...sources.matchAll(/^ {2}(?:async )?(\w+)\(.*\): (?:Promise<.*>|void) \{$/gm)];
  const names = methods.map(([, name]) => name);
  assert.ok(names.includes("isActive") && names.includes("close"));
  const documented = firstColumn("Calls").map((call) => call.split("(")[0]);
  assert.deepEqual(documented, names.sort());
});

test("README documents the fields and filters of every kind of item", () => {
  const kinds = {
    apiSecret: ["api-secret.ts", "ApiSecret", "ListFilter"],
    password: ["password.ts", "Password", "PasswordFilter"],
    note: ["note.ts", "Note", "NoteFilter"],
  };
  const table = rows(readme, "Kinds of items").slice(2);
  assert.equal(table.length, Object.keys(kinds).length);
  for (const [, kind = "", fields = "", filters = ""] of table) {
    const [file = "", item = "", filter = ""] = kinds[quoted(kind)[0]?.replaceAll('"', "")] ?? [];
    const source = read(`pkg/src/kinds/${file}`);
    const [required = "", ...others] = fields.split(";");
    const [body = ""] = new RegExp(`interface New${item} [^]*?\\n}`).exec(source) ?? [];
    const needed = [...body.matchAll(/^ {2}readonly (\w+): /gm)].map(([, name]) => name);
    assert.deepEqual(quoted(required).sort(), needed.sort(), kind);
    const all = quoted([required, ...others].join(";")).sort();
    assert.deepEqual(
      all,
      members(source, item).filter((name) => name !== "identifier"),
      kind,
    );
    assert.deepEqual(quoted(filters).sort(), members(source, filter), kind);
  }
});

test("README states the defaults of the code", () => {
  const documented = new Map(rows(readme, "Options").map(([names = "", , value = ""]) => [quoted(names)[0], value]));
  // In whichever file they are.
  const crate = filesIn("src", ".rs").map(read).join("\n");
  const constant = (pattern) => {
    const found = crate.match(pattern);
    assert.ok(found, `no default in src/ matches ${pattern}`);
    return found.slice(1).map((number) => number.replaceAll("_", " "));
  };
  for (const name of ["timeout", "deadline"]) {
    const [ms] = constant(new RegExp(`${name.toUpperCase()}_MS: f64 = ([\\d_]+)\\.0`));
    assert.equal(documented.get(name), ms);
  }
  const retry = constant(/attempts: (\d+), min_delay: (\d+)\.0, max_delay: ([\d_]+)\.0/);
  assert.equal(documented.get("retry"), retry.join(", "));
  const [concurrency] = constant(/CONCURRENCY: usize = (\d+)/);
  assert.ok(read(readme).includes(`\`concurrency\`, ${concurrency} by default`));
  assert.ok(read(readme).includes(`Node.js ${manifest.engines.node.match(/\d+\.\d+/)[0]} or later`));
});

test("README names every platform that the package is tested in", () => {
  const documented = rows(readme, "Platforms").flat().join(" ").toLowerCase();
  const notPlatforms = new Set(["kit", "node_modules", "pages", "shared", "slim"]);
  const tested = readdirSync(`${root}tests/consumers`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !notPlatforms.has(entry.name))
    .map(({ name }) => name);
  assert.ok(tested.length > 5);
  for (const name of tested) assert.ok(documented.includes(name), name);
});

test("the package's README is README.md with links that work in the package", () => {
  assert.equal(read("pkg/README.md"), packageReadme(read(readme), addressOf(manifest)));
  const files = contents["mysafe-wasm"]();
  assert.ok(files.includes("README.md"));
  for (const [, target] of read("pkg/README.md").matchAll(/\]\(([^)\s#]+)\)/g)) {
    if (!target.startsWith("https://")) assert.ok(files.includes(target), target);
  }
});

test("in the package's README, a link out of the package leads to the repository, or is plain text without one", () => {
  const text = [
    "[types](pkg/src/types.ts), [a file](docs/a.md#b), [here](#c), [web](https://a.example/)",
    "![chart](bench/chart.svg)",
    "```js",
    "[a](b);",
    "```",
  ].join("\n");
  assert.equal(
    packageReadme(text, addressOf({ repository: { url: "git+https://git.example/it.git" } })),
    [
      "[types](dist/types.d.ts), [a file](https://git.example/it/blob/HEAD/docs/a.md#b), [here](#c), [web](https://a.example/)",
      "![chart](https://git.example/it/raw/HEAD/bench/chart.svg)",
      "```js",
      "[a](b);",
      "```",
    ].join("\n"),
  );
  assert.equal(
    packageReadme(text, addressOf({})),
    "[types](dist/types.d.ts), a file, [here](#c), [web](https://a.example/)\n\n```js\n[a](b);\n```",
  );
});

test("versions and licences agree", () => {
  const crate = read("Cargo.toml");
  const version = crate.match(/^version = "(.+)"$/m)[1];
  assert.match(read("CHANGELOG.md").match(/^## (\S+)/m)[1], new RegExp(`^${version.replaceAll(".", "\\.")},?$`));
  for (const name of packages) {
    const { version: stated, license } = JSON.parse(read(`${name}/package.json`));
    assert.equal(stated, version, name);
    assert.equal(license, "MIT OR Apache-2.0");
  }
  assert.equal(JSON.parse(read("www/package.json")).dependencies["mysafe-wasm"], version);
  assert.equal(crate.match(/^license = "(.+)"$/m)[1], "MIT OR Apache-2.0");
  assert.match(read("LICENSE-MIT"), /^MIT License\n\nCopyright \(c\) 2026 /);
  assert.match(read("LICENSE-APACHE"), /Apache License\n +Version 2\.0, January 2004/);
  for (const path of ["LICENSE-MIT", "LICENSE-APACHE"]) assert.ok(read("LICENSE").includes(path));
});

test("the crate's page is its documentation, so its example is compiled", () => {
  assert.ok(read("src/lib.rs").includes('doc = include_str!("../docs/crate.md")'));
  assert.match(read("Cargo.toml"), /^readme = "docs\/crate\.md"$/m);
  const [example] = take("docs/crate.md", "mysafe-wasm", "rust");
  assert.match(example, /\bClient::new\b/);
  const [dependencies] = take("docs/crate.md", "mysafe-wasm", "toml");
  const [, version = ""] = read("Cargo.toml").match(/^version = "(\d+\.\d+)\./m) ?? [];
  assert.ok(dependencies.includes(`version = "${version}", default-features = false`), dependencies);
});

test("docs/releasing.md names the commands of a release", () => {
  assert.deepEqual(take("docs/releasing.md", "Before", "sh"), ["npm run release\n"]);
  const [published] = take("docs/releasing.md", "The commands", "text");
  const version = read("Cargo.toml").match(/^version = "(.+)"$/m)[1];
  assert.equal(published, `${commands(version).join("\n")}\n`);
});

const architecture = "docs/ARCHITECTURE.md";

test("the layout in docs/ARCHITECTURE.md has every folder, and no other", () => {
  const [layout] = take(architecture, "Layout", "text");
  const paths = layout
    .trim()
    .split("\n")
    .map((line) => line.split(" ")[0]);
  for (const path of paths) assert.ok(existsSync(root + path), path);
  const folders = (parent) =>
    readdirSync(root + parent, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^\.|^(?:node_modules|reports|target)$/.test(entry.name))
      .map(({ name }) => `${parent}${name}/`);
  for (const folder of [...folders("").filter((folder) => folder !== "scripts/"), ...folders("scripts/")]) {
    assert.ok(paths.includes(folder), `${folder} is missing`);
  }
});

test("docs/ARCHITECTURE.md describes every folder of the crate, and names every file where it names any", () => {
  take(architecture, "The crate", "text");
  const folders = parts(architecture).headings.filter((heading) => heading.startsWith("src/"));
  const files = filesIn("src", ".rs").filter((file) => !/[/_]tests\.rs$/.test(file));
  assert.deepEqual(folders.sort(), [...new Set(files.map((file) => `${dirname(file)}/`))].sort());

  const named = parts(architecture).prose.flatMap(({ section, text }) =>
    section.startsWith("src/") && text.startsWith("- ") ? [section + quoted(text)[0]] : [],
  );
  const listed = new Set(named.map((file) => dirname(file)));
  const isNamed = (file) => listed.has(dirname(file)) && basename(file) !== "mod.rs";
  assert.deepEqual(named.sort(), files.filter(isNamed).sort());
});

test("the paths that docs/ARCHITECTURE.md mentions exist", () => {
  const paths = parts(architecture)
    .prose.flatMap(({ text }) => quoted(text))
    .filter((text) => /^(?:src|pkg|scripts|tests|www|sandbox|cli|bench|fuzz)\/[\w./-]*$/.test(text));
  assert.ok(paths.length > 20);
  const missing = paths.filter((path) => !existsSync(root + path));
  assert.deepEqual(missing, []);
});

test("CONTRIBUTING.md lists what set-up installs", () => {
  const documented = rows("CONTRIBUTING.md", "Set-up")
    .map((cells) => cells.join(" "))
    .join("\n");
  for (const tool of Object.values(tools).flat()) {
    if (typeof tool === "function") continue;
    if (tool.debian) assert.match(documented, new RegExp(`apt-get install [^\`]*\\b${tool.debian}\\b`), tool.name);
    // The command, without versions, profiles and other options.
    const [command] = tool.install?.join(" ").split(/ (?:--|\d|stable|wasm32|rustfmt|clippy)/) ?? [""];
    assert.ok(documented.includes(command), command);
  }
});

test("CONTRIBUTING.md has a row for every folder of tests, with its step", () => {
  const table = rows("CONTRIBUTING.md", "Tests").slice(2);
  const names = steps.map(({ name }) => name);
  for (const name of table.flatMap(([, , cell = ""]) => quoted(cell))) {
    assert.ok(names.includes(name), `there is no step ${name}`);
  }
  const folders = table.map(([folder = ""]) => quoted(folder)[0]);
  const tests = filesIn("tests", ".test.mjs").filter(
    (file) => !file.includes("node_modules") && !file.includes(".tmp"),
  );
  for (const folder of new Set(tests.map((file) => `${dirname(file).split("/").slice(0, 2).join("/")}/`))) {
    assert.ok(folders.includes(folder), folder);
  }
});
