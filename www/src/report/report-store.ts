import { storageName } from "./keeping.ts";

/** A stored report. */
export interface StoredReport {
  readonly key: string;
  /** The report as JSON, as in a file. */
  readonly text: string;
  readonly isSaved: boolean;
  /** The file that it was loaded from. */
  readonly file?: string | undefined;
}

const storeName = "reports";

/** Everything stored, which anything on this origin can have written. */
export const storedReports = (): Promise<unknown[]> => transact("readonly", (store) => store.getAll());

/** Stores a report in place of the one with its key. */
export const storeReport = (report: StoredReport): Promise<unknown> =>
  transact("readwrite", (store) => store.put(report));

export const forgetReport = (key: string): Promise<unknown> => transact("readwrite", (store) => store.delete(key));

/** Deletes everything. */
export async function forgetReports(): Promise<void> {
  await transact("readwrite", (store) => store.clear());
  // Another tab can delay this; nothing is left in it all the same.
  indexedDB.deleteDatabase(storageName);
}

/** Resolves once the change is stored. A database that stayed open would keep another tab from deleting it. */
async function transact<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await openDatabase();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(storeName, mode);
      const request = act(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? request.error);
    });
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(storageName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
