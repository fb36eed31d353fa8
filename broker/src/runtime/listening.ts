import type { Handler } from "../node/listener.js";
import { type Server, serve } from "../node/serve.js";
import type { Listen } from "./config/config.js";

/** Listens as a config says, and as a later one does. */
export class Listening {
  readonly #handler: Handler;
  readonly #closing = new Set<Promise<void>>();
  #listen: Listen;
  #server: Server;

  private constructor(handler: Handler, listen: Listen, server: Server) {
    this.#handler = handler;
    this.#listen = listen;
    this.#server = server;
  }

  /** @throws the error of Node.js if it cannot listen */
  static async open(handler: Handler, listen: Listen): Promise<Listening> {
    return new Listening(handler, listen, await serve(handler, listen));
  }

  /** Where it listens, such as `http://127.0.0.1:8080`. */
  get url(): string {
    return this.#server.url;
  }

  /**
   * Listens as `next` says. Who is connected keeps the connection until it is idle.
   *
   * @returns what has changed, in words; `undefined` for nothing
   * @throws the error of Node.js if it cannot; it then listens as before
   */
  async change(next: Listen): Promise<string | undefined> {
    const { port, hostname, tls } = this.#listen;
    const isElsewhere = next.port !== port && next.port !== this.#server.port;
    const hasMoved = isElsewhere || next.hostname !== hostname || (next.tls === undefined) !== (tls === undefined);
    const words = hasMoved ? await this.#move(next) : this.#renew(next);
    this.#listen = next;
    return words;
  }

  /**
   * Stops listening, and resolves once the calls in flight are answered.
   *
   * @param grace how long it waits for them, in ms
   */
  async close(grace: number): Promise<void> {
    await Promise.all([this.#server.close(grace), ...this.#closing]);
  }

  #renew({ tls }: Listen): string | undefined {
    const old = this.#listen.tls;
    if (!tls || !old || (tls.key.equals(old.key) && tls.cert.equals(old.cert))) return undefined;
    this.#server.useCertificate(tls);
    return "New connections get the new certificate.";
  }

  async #move(next: Listen): Promise<string> {
    const old = this.#server;
    // A port can be listened on once.
    const isSamePort = next.port === old.port;
    if (isSamePort) this.#closeLater(old);
    try {
      this.#server = await serve(this.#handler, next);
    } catch (error) {
      if (isSamePort) this.#server = await serve(this.#handler, { ...this.#listen, port: old.port });
      throw error;
    }
    if (!isSamePort) this.#closeLater(old);
    return `Listening on ${this.url}.`;
  }

  #closeLater(server: Server): void {
    const closing = server.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}
