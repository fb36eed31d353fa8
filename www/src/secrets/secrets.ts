import { signal } from "@preact/signals";
import { type ApiSecretSummary, isMySafeError, type ListFilter, type MySafeError } from "mysafe-wasm";
import { connection } from "../connection/connection.ts";
import { itemOf } from "../item.ts";
import { addLogEntry } from "../log/log.ts";
import { clearSelection } from "../selection/selection.ts";
import { forgetStates } from "./states.ts";

/** The secrets of the last list, and the filter it was loaded with. */
export const secrets = signal<readonly ApiSecretSummary[]>([]);
export const filter = signal<ListFilter>({});
export const loading = signal(false);
export const loadError = signal<MySafeError | undefined>(undefined);

/** Every secret that was listed on this connection, by item, whatever the current filter is. */
const listedByItem = new Map<string, ApiSecretSummary>();

let latestLoad = new AbortController();

/** Loads the list from MySafe. A later call aborts an earlier one. */
export async function load(by: ListFilter): Promise<void> {
  const client = connection.value?.client;
  if (!client) return;
  latestLoad.abort();
  latestLoad = new AbortController();
  const { signal } = latestLoad;
  loading.value = true;
  try {
    setList(await client.list(by, { signal }), by);
  } catch (error) {
    if (signal.aborted || !isMySafeError(error)) return;
    loadError.value = error;
    addLogEntry("bad", ({ log }) => log.notListed(error.code));
  } finally {
    if (!signal.aborted) loading.value = false;
  }
}

// A new connection has a list already. At its end, everything that was learnt through it is dropped.
connection.subscribe((current) => {
  latestLoad.abort();
  loading.value = false;
  listedByItem.clear();
  setList(current?.secrets ?? [], {});
  forgetStates();
  clearSelection();
});

function setList(list: readonly ApiSecretSummary[], by: ListFilter): void {
  for (const secret of list) listedByItem.set(itemOf(secret.identifier), secret);
  filter.value = by;
  loadError.value = undefined;
  secrets.value = list;
}

/** Finds a secret in all lists of this connection, in any spelling of its identifier. */
export function findSecret(identifier: string): ApiSecretSummary | undefined {
  return listedByItem.get(itemOf(identifier));
}
