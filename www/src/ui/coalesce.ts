/** How often work is rendered at most (ms). Nobody reads more than five numbers a second, and each rendering takes the
 * browser as long as several calls. */
const interval = 200;

/** Limits `work`, so that thousands of outcomes a second are rendered five times a second. After a pause the first call
 * is rendered at once, and later ones together with all else that is limited: one rendering costs as much as the next. */
export function coalesce(work: () => void): () => void {
  let scheduled = false;
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (scheduled) return;
    scheduled = true;
    const now = performance.now();
    const delay = now - last > interval ? 0 : interval - (now % interval);
    setTimeout(() => {
      scheduled = false;
      last = performance.now();
      work();
    }, delay);
  };
}
