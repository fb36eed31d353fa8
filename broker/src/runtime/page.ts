import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { servePage } from "../node/page.js";

const directory = fileURLToPath(new URL("../../page/", import.meta.url));

/** Serves the page that comes with the package. `undefined` when this package has none. */
export function packagedPage(basePath: string | undefined): ((request: Request) => Promise<Response>) | undefined {
  let headers: Readonly<Record<string, string>>;
  try {
    headers = JSON.parse(readFileSync(join(directory, "headers.json"), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return servePage(directory, { basePath, headers });
}
