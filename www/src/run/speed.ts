/** The speed of a batch over its last 15 seconds. Waits and outages would distort an average over the whole run. */
export class Speed {
  readonly #span = 15_000;
  #marks: { readonly at: number; readonly done: number }[];

  constructor(now: number) {
    this.#marks = [{ at: now, done: 0 }];
  }

  mark(now: number, done: number): void {
    const newest = this.#marks.at(-1);
    if (newest && now - newest.at < 250) return;
    this.#marks.push({ at: now, done });
    while (this.#marks.length > 2 && now - (this.#marks[0]?.at ?? now) > this.#span) this.#marks.shift();
  }

  /** Starts a new measurement after a pause. */
  restart(now: number, done: number): void {
    this.#marks = [{ at: now, done }];
  }

  /** Outcomes per second. `undefined` in the first second. */
  rate(now: number, done: number): number | undefined {
    const oldest = this.#marks[0];
    if (!oldest || now - oldest.at < 1_000) return undefined;
    return ((done - oldest.done) * 1_000) / (now - oldest.at);
  }

  /** The remaining time at this speed, ms. */
  remainingTime(now: number, done: number, total: number): number | undefined {
    const rate = this.rate(now, done);
    return rate ? ((total - done) / rate) * 1_000 : undefined;
  }
}
