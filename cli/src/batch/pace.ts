/** The span over which a rate is measured, in ms. */
const span = 10_000;

/** How fast a batch goes, from the latest outcomes. */
export class Pace {
  readonly #marks: { readonly time: number; readonly done: number }[];

  constructor(now: number) {
    this.#marks = [{ time: now, done: 0 }];
  }

  /** Notes how many are done. */
  note(done: number, now: number): void {
    this.#marks.push({ time: now, done });
    while (this.#marks.length > 2 && (this.#marks[1]?.time ?? now) < now - span) this.#marks.shift();
  }

  /** Outcomes a second; `undefined` before there is one. */
  rate(now: number): number | undefined {
    const [first] = this.#marks;
    const last = this.#marks.at(-1);
    if (!first || !last || last.done === first.done || now <= first.time) return undefined;
    return ((last.done - first.done) * 1000) / (now - first.time);
  }
}
