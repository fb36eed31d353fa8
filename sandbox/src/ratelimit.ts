/** Counts requests in windows of one second, as Kong's rate-limiting plugin does. */
export class RateLimit {
  readonly #limit: number;
  readonly #now: () => number;
  #window = 0;
  #used = 0;

  /** @param limit requests per second; 0 for no limit */
  constructor(limit: number, now: () => number) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Counts one request. Returns whether it exceeds the limit, and the rate-limit headers of its answer. */
  take(): { exceeded: boolean; headers: Record<string, string> } {
    if (this.#limit === 0) {
      return { exceeded: false, headers: {} };
    }
    const window = Math.floor(this.#now() / 1000);
    if (window !== this.#window) {
      this.#window = window;
      this.#used = 0;
    }
    this.#used += 1;
    const exceeded = this.#used > this.#limit;
    const headers = {
      "ratelimit-limit": String(this.#limit),
      "ratelimit-remaining": String(Math.max(0, this.#limit - this.#used)),
      "ratelimit-reset": "1",
    };
    return { exceeded, headers: exceeded ? { ...headers, "retry-after": "1" } : headers };
  }

  clear(): void {
    this.#used = 0;
  }
}
