// The entry for Node, which has the WebAssembly as a file at hand: a first call has nothing to unpack, and one module less
// to find, read and link. What it exports is documented in index.ts.

import { Client, clientOf } from "./client.js";
import { type Instance, instantiate } from "./instance.js";
import type { Identifier, MySafeOptions, StateChange, SwitchOptions } from "./types.js";
import id from "./wasm/id.js";

export * from "./public.js";

declare global {
  interface ImportMeta {
    readonly dirname?: string;
  }
}

interface BuiltIn {
  readonly process: {
    getBuiltinModule(name: "fs"): { readFileSync(path: string): Bytes };
  };
}

interface Bytes extends Uint8Array<ArrayBuffer> {
  toString(encoding?: "hex", start?: number): string;
}

export class MySafe extends Client {
  constructor(options: MySafeOptions) {
    super(options, instance);
  }
}

export function activate(identifier: Identifier, options: MySafeOptions & SwitchOptions): Promise<StateChange> {
  return clientOf(options, MySafe).activate(identifier, options);
}

export function deactivate(identifier: Identifier, options: MySafeOptions & SwitchOptions): Promise<StateChange> {
  return clientOf(options, MySafe).deactivate(identifier, options);
}

async function instance(): Promise<Instance> {
  const module = fromFile();
  return module ? instantiate(module) : (await import("./inline.js")).inline();
}

/** The module beside this one, if it is there and of the same build: what is bundled stands elsewhere. */
function fromFile(): WebAssembly.Module | undefined {
  try {
    const { readFileSync } = (globalThis as unknown as BuiltIn).process.getBuiltinModule("fs");
    const bytes = readFileSync(`${import.meta.dirname}/../mysafe.wasm`);
    return bytes.toString("hex", bytes.length - id.length / 2) === id ? new WebAssembly.Module(bytes) : undefined;
  } catch {
    return undefined;
  }
}
