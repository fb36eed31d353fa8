// @ts-check
// The npm package's README, made from the repository's: relative links lead to files that the package does not hold.

import { readFileSync, writeFileSync } from "node:fs";
import { at } from "../base/project.mjs";

/** Writes pkg/README.md. */
export function writePackageReadme() {
  const manifest = JSON.parse(readFileSync(at("pkg/package.json"), "utf8"));
  writeFileSync(at("pkg/README.md"), packageReadme(readFileSync(at("README.md"), "utf8"), addressOf(manifest)));
}

/**
 * The README with links that work in the package. Links to its own files stay relative. The others lead to the repository
 * or, while it has no public address, become plain text; images are then left out.
 * @param {string} readme
 * @param {string | undefined} repository address of the repository
 */
export function packageReadme(readme, repository) {
  // Code comes in the odd parts.
  const parts = readme.split(/(^```[\s\S]*?^```$)/m);
  const text = parts.map((part, index) => (index % 2 === 1 ? part : withPackageLinks(part, repository))).join("");
  return text.replaceAll(/\n{3,}/g, "\n\n");
}

/**
 * @param {string} text
 * @param {string | undefined} repository
 */
function withPackageLinks(text, repository) {
  return text.replaceAll(/(!?)\[([^\][]*)\]\(([^)\s]+)\)/g, (link, image, label, target) => {
    if (/^(?:https:|#)/.test(target)) return link;
    const own = fileInPackage(target);
    if (own) return `[${label}](${own})`;
    if (repository) return `${image}[${label}](${repository}/${image ? "raw" : "blob"}/HEAD/${target})`;
    return image ? "" : label;
  });
}

/**
 * The package's own file for a link of the README: a licence, or the types that a source is compiled to.
 * @param {string} target
 */
function fileInPackage(target) {
  const source = /^pkg\/src\/(\w+)\.ts$/.exec(target)?.[1];
  if (source) return `dist/${source}.d.ts`;
  return target.startsWith("LICENSE") ? target : undefined;
}

/**
 * The address of the repository that a package.json names, as a browser takes it.
 * @param {{ repository?: string | { url: string } }} manifest
 */
export function addressOf({ repository }) {
  const url = typeof repository === "string" ? repository : repository?.url;
  return url?.replace(/^git\+/, "").replace(/\.git$/, "");
}
