/** Thousands of answers a second are drawn twenty times a second: `work` is done soon, and once for all who ask. */
export function coalesce(work: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    setTimeout(() => {
      asked = false;
      work();
    }, 50);
  };
}
