import { Slots } from "./slots.js";

/** Places for calls in flight, of which each identity may take a number: one that waits keeps no other waiting. */
export class PlacesPerIdentity {
  readonly #all: Slots;
  readonly #count: number;
  readonly #queue: number;
  readonly #own = new Map<string, { slots: Slots; users: number }>();

  /**
   * @param all the places of all identities
   * @param count the places of one identity
   * @param queue how many calls of one identity may wait
   */
  constructor(all: Slots, count: number, queue: number) {
    this.#all = all;
    this.#count = count;
    this.#queue = queue;
  }

  /** Runs `work` in a place. `undefined` when too many wait: `work` is then not run. */
  async run<R>(identity: string, work: () => Promise<R>): Promise<R | undefined> {
    const own = this.#own.get(identity) ?? { slots: new Slots(this.#count, this.#queue), users: 0 };
    this.#own.set(identity, own);
    own.users += 1;
    try {
      return await own.slots.run(() => this.#all.run(work));
    } finally {
      own.users -= 1;
      if (own.users === 0) this.#own.delete(identity);
    }
  }
}
