// The WebAssembly of Node: the package's own file. A first call needs no decompression, and one module fewer.

import { instantiate } from "../instance.js";
import type { Source } from "../load.js";
import id from "../wasm/id.js";

declare global {
  interface ImportMeta {
    readonly dirname?: string;
  }
}

/** The part of Node that is used here: the package depends on no types of Node. */
interface Node {
  readonly process: {
    getBuiltinModule(name: "fs"): { readFileSync(path: string): Bytes };
  };
}

interface Bytes extends Uint8Array<ArrayBuffer> {
  toString(encoding?: "hex", start?: number): string;
}

export const source: Source = async () => {
  const module = fromFile();
  return module ? instantiate(module) : (await import("../inline.js")).inline();
};

/** The module in the file, if the file is there and of this build. In an app's bundle, `import.meta.dirname` is the
 * bundle's own directory, where the file is missing or may be of another version. */
function fromFile(): WebAssembly.Module | undefined {
  try {
    const { readFileSync } = (globalThis as unknown as Node).process.getBuiltinModule("fs");
    // Relative to dist/node.js.
    const bytes = readFileSync(`${import.meta.dirname}/../mysafe.wasm`);
    return bytes.toString("hex", bytes.length - id.length / 2) === id ? new WebAssembly.Module(bytes) : undefined;
  } catch {
    return undefined;
  }
}
