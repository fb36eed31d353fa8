/** The longest time that a timer of Node.js takes, in ms: 24 days. */
export const longestTime = 2 ** 31 - 1;

/**
 * Runs `work` with a signal that ends it after a time, or with another signal.
 *
 * @param time in ms; `Infinity` for no limit
 */
export async function within<R>(
  time: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<R>,
): Promise<R> {
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  const timer = setTimeout(() => controller.abort(new Error("timeout")), Math.min(time, longestTime));
  signal?.addEventListener("abort", abort);
  if (signal?.aborted) abort();
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}
