import { status } from "../failure.js";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The wish to end. The first signal asks to end softly, the second ends the process at once. */
export class Interruption {
  readonly #abort = new AbortController();
  #onSoft: () => void = () => {};
  #onHard: () => void = () => {};

  constructor() {
    for (const name of signals) process.on(name, () => this.#interrupt());
  }

  /** Aborted by the first signal. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** What to say at the first and at the second signal. */
  announce({ soft, hard }: { readonly soft: () => void; readonly hard: () => void }): void {
    this.#onSoft = soft;
    this.#onHard = hard;
  }

  #interrupt(): void {
    if (this.#abort.signal.aborted) {
      this.#onHard();
      process.exit(status.interrupted);
    }
    this.#onSoft();
    this.#abort.abort();
  }
}
