// @ts-check
// Writes man/mysafe.1 from the built commands and their texts. The package has it; git does not.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { commands } from "../dist/commands/all.js";
import { manualOf } from "../dist/help/manual.js";
import { en } from "../dist/words/en.js";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const folder = new URL("../man/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL("mysafe.1", folder), manualOf(Object.values(commands), en, version));
