/** Lets items through to a batch, which takes them one by one and only as it needs them: while the gate is closed, the
 * batch gets no more of them, and so it pauses. */
export class Gate<T> implements AsyncIterable<T> {
  readonly #items: readonly T[];
  #passed = 0;
  #open = Promise.resolve();
  #reopen: (() => void) | undefined;

  constructor(items: readonly T[]) {
    this.#items = items;
  }

  /** How many the batch has taken. */
  get passed(): number {
    return this.#passed;
  }

  close(): void {
    if (this.#reopen) return;
    this.#open = new Promise((resolve) => {
      this.#reopen = resolve;
    });
  }

  open(): void {
    this.#reopen?.();
    this.#reopen = undefined;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (const item of this.#items) {
      await this.#open;
      this.#passed += 1;
      yield item;
    }
  }
}
