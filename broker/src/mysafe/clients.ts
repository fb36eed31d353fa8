// Who makes the calls to MySafe: one client for all calls, or one for each.

import { MySafe, type MySafeOptions } from "mysafe-wasm";
import { answerLimit, readAnswer, responseOf, type Send } from "./forward.js";

/** Makes calls with clients of the same options. */
export interface Clients {
  /** Calls `work` with a client, which is not to be used later. */
  use<R>(work: (client: MySafe) => Promise<R>): Promise<R>;
  /** Wipes the access key and the token. */
  close(): void;
}

/** Whether in this runtime a request may not wait for what another one began: it would wait for ever. */
export function isBoundToRequests(): boolean {
  return globalThis.navigator?.userAgent === "Cloudflare-Workers" || "EdgeRuntime" in globalThis;
}

/** The clients that this runtime allows. */
export function clientsOf(options: MySafeOptions, send: Send): Clients {
  return isBoundToRequests() ? new ClientPerCall(options, send) : new OneClient(options, send);
}

/** One client for all calls, which share its token. */
class OneClient implements Clients {
  readonly #client: MySafe;

  constructor(options: MySafeOptions, send: Send) {
    this.#client = new MySafe({ ...options, fetch: (url, init) => send(url, init as RequestInit) });
  }

  use<R>(work: (client: MySafe) => Promise<R>): Promise<R> {
    return work(this.#client);
  }

  close(): void {
    this.#client.close();
  }
}

/** An answer to a request for a token, which can be given again. */
interface TokenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * A client for each call. A call whose token MySafe accepted leaves it to later calls, which are given the same answer when
 * they ask for a token first.
 */
export class ClientPerCall implements Clients {
  readonly #send: Send;
  #options: MySafeOptions | undefined;
  #accepted: TokenAnswer | undefined;

  constructor(options: MySafeOptions, send: Send) {
    this.#options = options;
    this.#send = send;
  }

  async use<R>(work: (client: MySafe) => Promise<R>): Promise<R> {
    let given: TokenAnswer | undefined;
    const send: Send = async (url, init) => {
      if (!hasToken(init)) {
        // A second question means that the token was refused, or not given.
        given = (given === undefined && this.#accepted) || (await this.#askForToken(url, init));
        return responseOf(given.status, given.headers, given.bytes);
      }
      const response = await this.#send(url, init);
      if (response.status !== 401) this.#accepted = given;
      else if (this.#accepted === given) this.#accepted = undefined;
      return response;
    };
    const client = new MySafe({
      ...(this.#options ?? { baseUrl: "https://closed.invalid", accessToken: "none" }),
      fetch: (url, init) => send(url, init as RequestInit),
    });
    if (!this.#options) client.close();
    try {
      return await work(client);
    } finally {
      client.close();
    }
  }

  close(): void {
    this.#options = undefined;
    this.#accepted = undefined;
  }

  async #askForToken(url: string, init: RequestInit): Promise<TokenAnswer> {
    const response = await this.#send(url, init);
    const { status, headers } = response;
    return { status, headers, bytes: await readAnswer(response, answerLimit, url) };
  }
}

const hasToken = (init: RequestInit) => /^bearer /i.test(new Headers(init.headers).get("authorization") ?? "");
