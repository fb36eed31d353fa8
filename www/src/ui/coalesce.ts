/** How often work is rendered at most (ms). Nobody reads more than five numbers a second, and each rendering takes the
 * browser as long as several calls. */
const interval = 200;

/** Limits `work`, so that thousands of outcomes a second are rendered five times a second. After a pause the first call
 * is rendered at once. */
export function coalesce(work: () => void): () => void {
  let scheduled = false;
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (scheduled) return;
    scheduled = true;
    setTimeout(
      () => {
        scheduled = false;
        last = performance.now();
        work();
      },
      Math.max(0, last + interval - performance.now()),
    );
  };
}
