/** What an error says. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** How long the same problem is not told again, in ms. */
const silence = 60_000;

/**
 * Tells each problem at most once a minute: while MySafe is down, every call has the same one.
 *
 * @param report takes the problems that are told
 * @param now in ms
 */
export function quieter(report: (problem: string) => void, now = () => performance.now()): (problem: string) => void {
  const told = new Map<string, number>();
  return (problem) => {
    const time = now();
    for (const [known, at] of told) if (time - at >= silence) told.delete(known);
    if (told.has(problem)) return;
    told.set(problem, time);
    report(problem);
  };
}
