import { signal } from "@preact/signals";
import { isMySafeError } from "mysafe-wasm";
import { connection } from "../connection/connection.ts";
import { addLogEntry } from "../log/log.ts";
import { coalesce } from "../ui/coalesce.ts";
import { setKnowledge } from "./states.ts";

/** The progress of the current check. */
export const checking = signal<{ readonly done: number; readonly total: number } | undefined>(undefined);

const concurrency = 8;
let abort = new AbortController();

/** Asks MySafe for the states of these secrets. `isActive` returns no stored value, so none reaches the page. */
export async function check(identifiers: readonly string[]): Promise<void> {
  const client = connection.value?.client;
  if (!client || checking.value || identifiers.length === 0) return;
  abort = new AbortController();
  const { signal } = abort;
  const total = identifiers.length;
  let done = 0;
  let unsettled = 0;
  checking.value = { done, total };
  const draw = coalesce(() => {
    if (checking.value) checking.value = { done, total };
  });

  const queue = identifiers.values();
  const work = async () => {
    for (const identifier of queue) {
      try {
        setKnowledge(identifier, { active: await client.isActive(identifier, { signal }), at: Date.now() });
      } catch (error) {
        if (!isMySafeError(error)) return; // the check was stopped
        unsettled += 1;
        setKnowledge(identifier, { active: undefined, why: error.code, at: Date.now() });
        // Every further request would fail in the same way.
        if (error.code === "UNAUTHORIZED" || error.code === "CLOSED") abort.abort();
      }
      done += 1;
      draw();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));

  checking.value = undefined;
  addLogEntry(unsettled > 0 ? "doubt" : "plain", ({ log }) => log.checked(done - unsettled, unsettled, total - done));
}

/** Stops the current check. States that are known by then stay. */
export function stopChecking(): void {
  abort.abort();
}
