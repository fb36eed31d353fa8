// The batch of a client for the runner.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const types = fileURLToPath(new URL("types.d.ts", import.meta.resolve("mysafe-wasm")));

/** Whether the installed client has the option `beforeSend`. */
export const hasBeforeSend = readFileSync(types, "utf8").includes("beforeSend");

/** A batch of a client that does `action` on API secrets. A client without `beforeSend` is given its items one at a time, each
 * announced before it is handed over: stricter than the option, since an item that waits for its turn counts as sent. */
export function batchOf(mysafe, action) {
  const many = action === "activate" ? "activateMany" : "deactivateMany";
  return (items, options) => {
    if (hasBeforeSend) return mysafe[many](items, options);
    const { beforeSend, ...rest } = options;
    return mysafe[many](announced(items, beforeSend), rest);
  };
}

async function* announced(items, beforeSend) {
  for (const item of items) {
    await beforeSend(item);
    yield item;
  }
}
