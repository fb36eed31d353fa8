/** How fast a batch is, judged by its last seconds, for waits and outages make the first ones say little. */
export class Pace {
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

  /** A pause says nothing about how fast it is. */
  restart(now: number, done: number): void {
    this.#marks = [{ at: now, done }];
  }

  /** Outcomes per second; `undefined` until that can be said. */
  rate(now: number, done: number): number | undefined {
    const oldest = this.#marks[0];
    if (!oldest || now - oldest.at < 1_000) return undefined;
    return ((done - oldest.done) * 1_000) / (now - oldest.at);
  }

  /** How long it will take at that, ms. */
  left(now: number, done: number, total: number): number | undefined {
    const rate = this.rate(now, done);
    return rate ? ((total - done) / rate) * 1_000 : undefined;
  }
}
