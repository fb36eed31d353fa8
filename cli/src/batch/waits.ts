import type { MySafeErrorCode, MySafeEvent } from "mysafe-wasm";

/** The waits of a client before its next tries, from its events. */
export class Waits {
  #code: MySafeErrorCode | undefined;
  #until = 0;

  /** Takes an event of the client. */
  readonly note = (event: MySafeEvent): void => {
    if (event.type === "retry" && event.time + event.delay >= this.#until) {
      this.#code = event.code;
      this.#until = event.time + event.delay;
    }
  };

  /** The longest wait at a time: its reason and what is left of it, in ms. */
  at(now: number): { readonly code: MySafeErrorCode; readonly left: number } | undefined {
    const left = this.#until - now;
    return this.#code === undefined || left <= 0 ? undefined : { code: this.#code, left };
  }
}
