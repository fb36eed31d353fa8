// What the documents say of the code, compared with the code.

import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { commands } from "../../scripts/dev/release/checks.mjs";
import { steps } from "../../scripts/dev/steps.mjs";
import * as tools from "../../scripts/dev/tools.mjs";
import { parts, quoted, read, readmes, root, rows, take } from "./markdown.mjs";

/** The names that an interface, or a type, of the package has. */
function members(source, name) {
  const body = source.match(new RegExp(`export (?:interface|type) ${name}\\b[^]*?\\n(?:\\}|  \\);)`))?.[0] ?? "";
  const found = [...body.matchAll(/^ +readonly (\w+)\??: (?!never)/gm)].map(([, member]) => member);
  assert.ok(found.length > 0, `${name} was not found`);
  return [...new Set(found)].sort();
}

const firstCells = (path, section) =>
  rows(path, section)
    .flatMap(([first = ""]) => quoted(first))
    .sort();
const types = read("pkg/src/types.ts");

for (const path of readmes) {
  test(`${path} tells every option, field and code`, () => {
    const options = [...members(types, "ConnectionOptions"), ...members(types, "MySafeOptions")].sort();
    assert.deepEqual(firstCells(path, "Options"), options);
    assert.deepEqual(
      firstCells(path, "What an answer means").filter((name) => name !== "identifier"),
      members(types, "StateChange").filter((name) => name !== "identifier"),
    );
    const states = [...(types.match(/export type BatchOutcome[\s\S]*?^\);/m)?.[0] ?? "").matchAll(/"([a-z]+)"/g)];
    assert.deepEqual(
      firstCells(path, "Many at once").filter((name) => name !== "state"),
      states.map(([, state]) => state).sort(),
    );
    const codes = [...read("pkg/src/error.ts").matchAll(/^ {2}\| "([A-Z_]+)"/gm)].map(([, code]) => code).sort();
    assert.ok(codes.length > 0);
    assert.deepEqual(
      firstCells(path, "Errors").filter((name) => name !== "code"),
      codes,
    );
    const errorFields = members(read("pkg/src/error.ts"), "MySafeErrorFields");
    const told = quoted(
      parts(path)
        .prose.filter(({ section }) => section === "Errors")
        .map(({ text }) => text)
        .join("\n"),
    );
    for (const field of errorFields.filter((field) => field !== "message")) assert.ok(told.includes(field), field);
  });

  test(`${path} tells every operation`, () => {
    const methods = [...read("pkg/src/client.ts").matchAll(/^ {2}(?:async )?(\w+)\(.*\): (?:Promise<.*>|void) \{$/gm)];
    const names = methods.map(([, name]) => name);
    assert.ok(names.includes("isActive") && names.includes("close"));
    const told = quoted(
      parts(path)
        .prose.map(({ text }) => text)
        .join("\n"),
    );
    for (const name of names) assert.ok(told.map((text) => text.split("(")[0]).includes(name), name);
  });

  test(`${path} tells the right defaults`, () => {
    const told = new Map(rows(path, "Options").map(([names = "", , value = ""]) => [quoted(names)[0], value]));
    const config = read("src/config.rs");
    for (const name of ["timeout", "deadline"]) {
      const [, ms = ""] = config.match(new RegExp(`${name.toUpperCase()}_MS: f64 = ([\\d_]+)\\.0`)) ?? [];
      assert.equal(told.get(name), ms.replaceAll("_", " "));
    }
    const policy = read("src/retry.rs").match(/attempts: (\d+), min_delay: (\d+)\.0, max_delay: ([\d_]+)\.0/) ?? [];
    assert.equal(told.get("retry"), policy.slice(1).join(", ").replaceAll("_", " "));
    const [, concurrency] = read("src/batch.rs").match(/CONCURRENCY: usize = (\d+)/) ?? [];
    assert.ok(read(path).includes(`\`concurrency\`, ${concurrency} by default`));
    const { engines } = JSON.parse(read("pkg/package.json"));
    assert.ok(read(path).includes(`Node.js ${engines.node.match(/\d+\.\d+/)[0]} or later`));
  });
}

test("what the two READMEs share is the same in both", () => {
  const [one, other] = readmes.map(parts);
  const shared = other.headings.filter((heading) => one.headings.includes(heading));
  assert.ok(shared.length > 5);
  for (const section of shared) {
    const [here, there] = [one, other].map(({ blocks }) => blocks.filter((block) => block.section === section));
    assert.deepEqual(
      here.map(({ code }) => code),
      there.map(({ code }) => code),
      section,
    );
    assert.deepEqual(rows(readmes[0], section), rows(readmes[1], section), section);
  }
});

test("what the package is said to run in, it is tried in", () => {
  const said = rows("README.md", "Where it runs").flat().join(" ").toLowerCase();
  const kinds = new Set(["kit", "node_modules", "pages", "shared", "slim"]);
  const tried = readdirSync(`${root}tests/consumers`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !kinds.has(entry.name))
    .map(({ name }) => name);
  assert.ok(tried.length > 5);
  for (const name of tried) assert.ok(said.includes(name), name);
});

test("versions and licences agree", () => {
  const crate = read("Cargo.toml");
  const version = crate.match(/^version = "(.+)"$/m)[1];
  assert.match(read("CHANGELOG.md").match(/^## (\S+)/m)[1], new RegExp(`^${version.replaceAll(".", "\\.")},?$`));
  for (const name of ["pkg", "sandbox"]) {
    const manifest = JSON.parse(read(`${name}/package.json`));
    assert.equal(manifest.version, version, name);
    assert.equal(manifest.license, "MIT OR Apache-2.0");
  }
  assert.equal(JSON.parse(read("www/package.json")).dependencies["mysafe-wasm"], version);
  assert.equal(crate.match(/^license = "(.+)"$/m)[1], "MIT OR Apache-2.0");
  assert.match(read("LICENSE-MIT"), /^MIT License\n\nCopyright \(c\) 2026 /);
  assert.match(read("LICENSE-APACHE"), /Apache License\n +Version 2\.0, January 2004/);
  for (const path of ["LICENSE-MIT", "LICENSE-APACHE"]) assert.ok(read("LICENSE").includes(path));
});

test("the crate's page is the page of its documentation, where its example is compiled", () => {
  assert.ok(read("src/lib.rs").includes('doc = include_str!("../docs/crate.md")'));
  assert.match(read("Cargo.toml"), /^readme = "docs\/crate\.md"$/m);
  const [example] = take("docs/crate.md", "mysafe-wasm", "rust");
  assert.match(example, /\bClient::new\b/);
  const [manifest] = take("docs/crate.md", "mysafe-wasm", "toml");
  const [, version = ""] = read("Cargo.toml").match(/^version = "(\d+\.\d+)\./m) ?? [];
  assert.ok(manifest.includes(`version = "${version}", default-features = false`), manifest);
});

test("docs/releasing.md names commands that there are", () => {
  assert.deepEqual(take("docs/releasing.md", "Before", "sh"), ["npm run release\n"]);
  const [published] = take("docs/releasing.md", "The commands", "text");
  const version = read("Cargo.toml").match(/^version = "(.+)"$/m)[1];
  assert.equal(published, `${commands(version).join("\n")}\n`);
});

test("every room is where it is said to be, and none is left out", () => {
  const listed = (path, section) => {
    const [layout] = take(path, section, "text");
    return layout
      .trim()
      .split("\n")
      .map((line) => line.split(" ")[0]);
  };
  const rooms = [...listed("README.md", "Where things are"), ...listed("CONTRIBUTING.md", "The rooms of the house")];
  for (const path of rooms) assert.ok(existsSync(root + path), path);
  for (const file of readdirSync(`${root}src`, { withFileTypes: true })) {
    const known = file.isFile() ? rooms.includes(`src/${file.name}`) || file.name === "lib.rs" : true;
    assert.ok(known, `CONTRIBUTING.md does not tell what src/${file.name} is`);
  }
});

test("set-up brings what CONTRIBUTING.md says", () => {
  const told = rows("CONTRIBUTING.md", "Set-up")
    .map((cells) => cells.join(" "))
    .join("\n");
  for (const tool of Object.values(tools).flat()) {
    if (typeof tool === "function") continue;
    if (tool.debian) assert.match(told, new RegExp(`apt-get install [^\`]*\\b${tool.debian}\\b`), tool.name);
    // The command, without versions, profiles and other options.
    const [command] = tool.install?.join(" ").split(/ (?:--|wasm32|rustfmt|clippy|\d)/) ?? [""];
    assert.ok(told.includes(command), command);
  }
});

test("the steps that CONTRIBUTING.md names are those there are", () => {
  const names = steps.map(({ name }) => name);
  const told = rows("CONTRIBUTING.md", "How it is tested")
    .slice(2)
    .flatMap(([, , cell = ""]) => quoted(cell));
  assert.ok(told.length > 5);
  for (const name of told) assert.ok(names.includes(name), `there is no step ${name}`);
});
