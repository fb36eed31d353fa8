// @ts-check
// The memory of a page's script, in which a value can be looked for.

/**
 * Returns a function that takes a snapshot of all objects and texts that the script can still reach. WebAssembly memory is not in it.
 * @param {import("playwright-core").Page} page
 */
export async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  let heap = "";
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => {
    heap += chunk;
  });
  return async () => {
    heap = "";
    await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
    return heap;
  };
}
