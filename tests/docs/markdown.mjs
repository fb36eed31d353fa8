// The documents, taken apart.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** @param {string} path below the repository */
export const read = (path) => readFileSync(new URL(path, `file://${root}`), "utf8");

/** Two READMEs: the repository's, and the one that npm shows. */
export const readmes = ["README.md", "pkg/README.md"];
export const documents = [
  ...readmes,
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  "docs/cookbook.md",
  "docs/crate.md",
  "docs/entries.md",
  "docs/releasing.md",
];

/**
 * @typedef {object} Block a fenced block
 * @property {string} path
 * @property {number} line
 * @property {string} section the heading above it
 * @property {string} language
 * @property {string} code
 * @property {boolean} taken whether a test has asked for it
 */

/** @param {string} path */
function parse(path) {
  /** @type {Block[]} */
  const blocks = [];
  /** @type {{ line: number, section: string, text: string }[]} */
  const prose = [];
  /** @type {string[]} */
  const headings = [];
  /** @type {Block | undefined} */
  let open;
  for (const [index, text] of read(path).split("\n").entries()) {
    const section = headings.at(-1) ?? "";
    const fence = /^```(\w*)(?:,\w+)*$/.exec(text);
    if (fence && open) {
      blocks.push(open);
      open = undefined;
    } else if (fence) {
      open = { path, line: index + 1, section, language: fence[1] ?? "", code: "", taken: false };
    } else if (open) {
      open.code += `${text}\n`;
    } else {
      const heading = /^#+ (.+)$/.exec(text)?.[1];
      if (heading) headings.push(heading);
      prose.push({ line: index + 1, section: heading ?? section, text });
    }
  }
  if (open) throw new Error(`${path}:${open.line}: this block has no end`);
  return { blocks, prose, headings };
}

const parsed = new Map(documents.map((path) => [path, parse(path)]));

/** @param {string} path */
export const parts = (path) => parsed.get(path) ?? parse(path);

/** All fenced blocks of all documents. */
export const allBlocks = [...parsed.values()].flatMap(({ blocks }) => blocks);

/**
 * The blocks of a section, in order; there must be as many as `count`.
 * @param {string} path
 * @param {string} section
 * @param {string} language
 */
export function take(path, section, language, count = 1) {
  const found = parts(path).blocks.filter((block) => block.section === section && block.language === language);
  if (found.length !== count) {
    throw new Error(`${path} has ${found.length} blocks of ${language} under "${section}", not ${count}`);
  }
  for (const block of found) block.taken = true;
  return found.map(({ code }) => code);
}

/**
 * The name that a block which is a whole file gives itself, in a comment on its first line.
 * @param {string} code
 */
export const fileName = (code) => /^(?:\/\/|<!--) (\S+\.[a-z]+)\b/.exec(code)?.[1];

/**
 * The files of a section, by name.
 * @param {string} path
 * @param {string} section
 */
export function takeFiles(path, section) {
  /** @type {Record<string, string>} */
  const files = {};
  for (const block of parts(path).blocks.filter((block) => block.section === section)) {
    const name = fileName(block.code);
    if (!name) continue;
    files[name] = block.code;
    block.taken = true;
  }
  if (Object.keys(files).length === 0) throw new Error(`${path} has no files under "${section}"`);
  return files;
}

/**
 * The rows of all tables of a section, as cells.
 * @param {string} path
 * @param {string} section
 */
export function rows(path, section) {
  const lines = parts(path).prose.filter((line) => line.section === section && line.text.startsWith("|"));
  return lines.map(({ text }) =>
    text
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/**
 * What stands in backticks.
 * @param {string} text
 */
export const quoted = (text) => [...text.matchAll(/`([^`]+)`/g)].map(([, inner]) => inner ?? "");

/**
 * The name by which GitHub links to a heading.
 * @param {string} heading
 */
export const anchor = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
