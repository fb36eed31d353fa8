/** A number of places for calls in flight. Calls beyond it wait in a queue, and beyond the queue there is no place. */
export class Slots {
  readonly #waiting: (() => void)[] = [];
  readonly #queue: number;
  #free: number;

  /**
   * @param count the places
   * @param queue how many calls may wait for one
   */
  constructor(count: number, queue: number) {
    this.#free = count;
    this.#queue = queue;
  }

  /** Runs `work` in a place. `undefined` when the queue is full: `work` is then not run. */
  async run<R>(work: () => Promise<R>): Promise<R | undefined> {
    if (this.#free > 0) this.#free -= 1;
    else if (this.#waiting.length >= this.#queue) return undefined;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
