/** The source of a batch's items. A batch takes them one by one, as it needs them. It gets none while the gate is closed,
 * so closing the gate pauses the batch. */
export class Gate<T> implements AsyncIterable<T> {
  readonly #items: readonly T[];
  #passed = 0;
  #open = Promise.resolve();
  #reopen: (() => void) | undefined;

  constructor(items: readonly T[]) {
    this.#items = items;
  }

  /** The number of items that the batch has taken. */
  get takenCount(): number {
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
