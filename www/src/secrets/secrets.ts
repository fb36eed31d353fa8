import { computed, signal } from "@preact/signals";
import { type ApiSecretSummary, isMySafeError, type ListFilter, type MySafeError } from "mysafe-wasm";
import { connection } from "../connection/connection.ts";
import { itemOf } from "../item.ts";
import { record } from "../log/log.ts";
import { clearSelection } from "../selection/selection.ts";
import { forgetStates } from "./states.ts";

/** The secrets as MySafe listed them last, and the filter that it listed them by. */
export const secrets = signal<readonly ApiSecretSummary[]>([]);
export const filter = signal<ListFilter>({});
export const loading = signal(false);
export const loadError = signal<MySafeError | undefined>(undefined);

/** Every secret listed on this connection by its item, also those that the filter of now leaves out. */
const met = new Map<string, ApiSecretSummary>();

export const byIdentifier = computed(() => new Map(secrets.value.map((secret) => [secret.identifier, secret])));

let latest = new AbortController();

/** Asks MySafe for the list. A later question makes an earlier one's answer worthless. */
export async function load(by: ListFilter): Promise<void> {
  const client = connection.value?.client;
  if (!client) return;
  latest.abort();
  latest = new AbortController();
  const { signal } = latest;
  loading.value = true;
  try {
    show(await client.list(by, { signal }), by);
  } catch (error) {
    if (signal.aborted || !isMySafeError(error)) return;
    loadError.value = error;
    record("bad", ({ log }) => log.notListed(error.code));
  } finally {
    if (!signal.aborted) loading.value = false;
  }
}

// A connection begins with a list, and takes everything with it when it ends.
connection.subscribe((current) => {
  latest.abort();
  loading.value = false;
  met.clear();
  show(current?.secrets ?? [], {});
  forgetStates();
  clearSelection();
});

function show(list: readonly ApiSecretSummary[], by: ListFilter): void {
  for (const secret of list) met.set(itemOf(secret.identifier), secret);
  filter.value = by;
  loadError.value = undefined;
  secrets.value = list;
}

/** What is known of a secret, from any list of this connection, however the identifier is spelled. */
export function find(identifier: string): ApiSecretSummary | undefined {
  return met.get(itemOf(identifier));
}
