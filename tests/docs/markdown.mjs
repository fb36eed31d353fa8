// Parses the documents into prose, headings and code blocks.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** @param {string} path below the repository */
export const read = (path) => readFileSync(new URL(path, `file://${root}`), "utf8");

export const readme = "README.md";
/** The documents. pkg/README.md is a copy of README.md, and is compared with it. */
export const documents = [
  readme,
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  "docs/ARCHITECTURE.md",
  "docs/cookbook.md",
  "docs/crate.md",
  "docs/entries.md",
  "docs/releasing.md",
  "broker/README.md",
];

/**
 * @typedef {object} Block a fenced block
 * @property {string} path
 * @property {number} line
 * @property {string} section the heading above it
 * @property {string} language
 * @property {string} code
 * @property {boolean} taken whether a test has used it
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
  if (open) throw new Error(`${path}:${open.line}: this code block is not closed`);
  return { blocks, prose, headings };
}

const parsed = new Map(documents.map((path) => [path, parse(path)]));

/** @param {string} path */
export const parts = (path) => parsed.get(path) ?? parse(path);

/** The code blocks of all documents. */
export const allBlocks = [...parsed.values()].flatMap(({ blocks }) => blocks);

/**
 * The `count` blocks of a language in a section, in order. Throws when there are more or fewer.
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
 * The file name in a comment on a block's first line.
 * @param {string} code
 */
export const fileName = (code) => /^(?:\/\/|<!--) (\S+\.[a-z]+)\b/.exec(code)?.[1];

/**
 * The blocks of a section that are whole files, by file name.
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
 * The cells of all table rows of a section.
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
 * The inline code of a text.
 * @param {string} text
 */
export const quoted = (text) => [...text.matchAll(/`([^`]+)`/g)].map(([, inner]) => inner ?? "");

/**
 * The anchor that GitHub gives a heading.
 * @param {string} heading
 */
export const anchor = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
