import type { FileHandle } from "node:fs/promises";
import { Failure, status } from "../failure.js";

/** The part of a file that is written on. */
export type Disk = Pick<FileHandle, "write" | "datasync" | "close">;

/** Appends texts to a file. All that come while the disk is busy share the next write and the next sync, so that the cost of
 * a sync is that of a group.
 *
 * After a failure nothing is written any more: what a failed sync has left on the disk is not known, and a second sync
 * would say that all is well. */
export class GroupCommit {
  readonly #disk: Disk;
  readonly #path: string;
  #texts: string[] = [];
  #waiting: { readonly resolve: () => void; readonly reject: (error: Failure) => void }[] = [];
  #busy = false;
  #failure: Failure | undefined;

  /** @param disk a file that is open to append */
  constructor(disk: Disk, path: string) {
    this.#disk = disk;
    this.#path = path;
  }

  /** Why nothing is written any more. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Appends a text with the next group. */
  append(text: string): void {
    if (this.#failure !== undefined) return;
    this.#texts.push(text);
    this.#start();
  }

  /** Appends a text. Resolves once it is on disk, with all texts before it. */
  commit(text: string): Promise<void> {
    this.append(text);
    return this.flush();
  }

  /** Resolves once all texts so far are on disk. */
  flush(): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#texts.length === 0 && !this.#busy) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#start();
    });
  }

  /** Writes the rest and closes the file. */
  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.#disk.close();
    }
  }

  #start(): void {
    if (this.#busy) return;
    this.#busy = true;
    // Not at once: the calls of the same turn of the event loop share the first group too.
    setImmediate(() => void this.#run());
  }

  async #run(): Promise<void> {
    while (this.#texts.length > 0 || this.#waiting.length > 0) {
      const group = this.#waiting;
      const bytes = Buffer.from(this.#texts.join(""));
      this.#waiting = [];
      this.#texts = [];
      try {
        if (bytes.length > 0) {
          await this.#write(bytes);
          await this.#disk.datasync();
        }
        for (const { resolve } of group) resolve();
      } catch (error) {
        this.#fail(error, group);
        break;
      }
    }
    this.#busy = false;
  }

  async #write(bytes: Buffer): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await this.#disk.write(bytes, done, bytes.length - done, null);
      done += bytesWritten;
    }
  }

  #fail(error: unknown, group: readonly { readonly reject: (error: Failure) => void }[]): void {
    const reason = error instanceof Error ? error.message : String(error);
    const failure = new Failure(`The journal ${this.#path} cannot be written: ${reason}.`, status.endedEarly);
    this.#failure = failure;
    const waiting = [...group, ...this.#waiting];
    this.#waiting = [];
    this.#texts = [];
    for (const { reject } of waiting) reject(failure);
  }
}
