/** Limits `work` to one call in 50 ms, so that thousands of outcomes a second are rendered twenty times a second. */
export function coalesce(work: () => void): () => void {
  let scheduled = false;
  return () => {
    if (scheduled) return;
    scheduled = true;
    setTimeout(() => {
      scheduled = false;
      work();
    }, 50);
  };
}
