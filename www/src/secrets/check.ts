import { signal } from "@preact/signals";
import { isMySafeError } from "mysafe-wasm";
import { connection } from "../connection/connection.ts";
import { record } from "../log/log.ts";
import { coalesce } from "../ui/coalesce.ts";
import { learn } from "./states.ts";

/** How far the check under way is. */
export const checking = signal<{ readonly done: number; readonly total: number } | undefined>(undefined);

const atATime = 8;
let abort = new AbortController();

/** Asks MySafe whether these are active. `isActive` tells just that: a stored value never reaches the page. */
export async function check(identifiers: readonly string[]): Promise<void> {
  const client = connection.value?.client;
  if (!client || checking.value || identifiers.length === 0) return;
  abort = new AbortController();
  const { signal } = abort;
  const total = identifiers.length;
  let done = 0;
  let open = 0;
  checking.value = { done, total };
  const draw = coalesce(() => {
    if (checking.value) checking.value = { done, total };
  });

  const queue = identifiers.values();
  const work = async () => {
    for (const identifier of queue) {
      try {
        learn(identifier, { active: await client.isActive(identifier, { signal }), at: Date.now() });
      } catch (error) {
        if (!isMySafeError(error)) return; // it was stopped
        open += 1;
        learn(identifier, { active: undefined, why: error.code, at: Date.now() });
        // No other answer can be hoped for until somebody connects anew.
        if (error.code === "UNAUTHORIZED" || error.code === "CLOSED") abort.abort();
      }
      done += 1;
      draw();
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));

  checking.value = undefined;
  record(open > 0 ? "doubt" : "plain", ({ log }) => log.checked(done - open, open, total - done));
}

export function stopChecking(): void {
  abort.abort();
}
