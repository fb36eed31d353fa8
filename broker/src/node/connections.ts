import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * The connections of a server, as far as Node.js keeps them open while a server closes: those that have not sent anything yet,
 * as browsers open them in advance, and those that have just got an answer.
 */
export class Connections {
  /** Connections without a request so far, by the other end: the socket of a request over TLS is another one. */
  readonly #unused = new Map<string, Socket>();
  #isClosing = false;

  constructor(server: Server) {
    server.on("connection", (socket: Socket) => {
      const key = otherEnd(socket);
      this.#unused.set(key, socket);
      socket.once("close", () => this.#unused.delete(key));
    });
    server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.#unused.delete(otherEnd(socket));
      response.once("finish", () => this.#isClosing && socket.destroySoon());
    });
  }

  /** Ends what waits for a next request, from now on. */
  close(): void {
    this.#isClosing = true;
    for (const socket of this.#unused.values()) socket.destroy();
  }
}

const otherEnd = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`;
