// One request to MySafe, and its answer.

import { joined } from "../requests/body.js";
import { Unanswered, unreachable } from "./failure.js";

/** Sends one request: the global `fetch`, or another that sends it once and follows no redirect when told so. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

/** A request to MySafe. */
export interface Outgoing {
  readonly method: string;
  /** The path and query, below MySafe's address. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  /** The greatest length of the answer, in bytes. */
  readonly limit: number;
}

/** The greatest length of an answer, but for a list, in bytes: the limit of `mysafe-wasm`. */
export const answerLimit = 1024 * 1024;

/** Reads as `fetch(…).json()` does: a byte order mark, and bytes that are no UTF-8. */
const decoder = new TextDecoder();

/** An answer of MySafe's, whole. */
export class Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array<ArrayBuffer>;
  #text: string | undefined;

  constructor(status: number, headers: Answer["headers"], bytes: Answer["bytes"]) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
  }

  /** The body as a text. */
  get text(): string {
    this.#text ??= decoder.decode(this.bytes);
    return this.#text;
  }

  /** The same, as `fetch` gives it. */
  toResponse(): Response {
    return responseOf(this.status, { get: (name) => this.headers[name] ?? null }, this.bytes);
  }
}

/** The headers of an answer that are passed on. Of a redirect, the address is not among them. */
const passedHeaders = ["content-type", "date", "retry-after", "x-request-id", "x-kong-request-id", "www-authenticate"];

/**
 * Sends a request and reads its answer.
 *
 * @param base MySafe's address without a slash at the end
 * @param signal ends it
 * @throws {Unanswered} when there is no answer, or one that is too long
 */
export async function forward(base: string, send: Send, request: Outgoing, signal: AbortSignal): Promise<Answer> {
  const { method, target, headers, body = null, limit } = request;
  try {
    const response = await send(base + target, { method, headers, body, redirect: "manual", signal });
    const { status } = response;
    if (status < 200 || status > 599) throw new Unanswered(502, `${hostOf(base)} answered with a status of ${status}.`);
    const bytes = await readAnswer(response, limit, base);
    return new Answer(status, pick(response.headers), bytes);
  } catch (error) {
    if (error instanceof Unanswered) throw error;
    if (signal.aborted) throw new Unanswered(504, `${hostOf(base)} has not answered in time.`);
    throw unreachable(error, hostOf(base));
  }
}

/** The host of an address, for messages. */
export const hostOf = (address: string): string => new URL(address).host;

/**
 * The body of an answer, whole.
 *
 * @param limit its greatest length, in bytes
 * @param address of the server
 * @throws {Unanswered} when it is too long
 */
export async function readAnswer(response: Response, limit: number, address: string): Promise<Uint8Array<ArrayBuffer>> {
  // The usual case, which costs a fraction of a stream in Node.js. An encoded body has another length once it is decoded.
  const stated = response.headers.get("content-length");
  const isShort = stated !== null && Number(stated) <= limit && response.headers.get("content-encoding") === null;
  if (isShort || response.body === null) {
    return new Uint8Array(await response.arrayBuffer());
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunksOf(response.body)) {
    length += chunk.length;
    // An early end of the loop gives up the rest of the body.
    if (length > limit) throw new Unanswered(502, `${hostOf(address)} answered with more than ${limit} bytes.`);
    chunks.push(chunk);
  }
  return joined(chunks, length);
}

/** An answer as `fetch` gives it, as far as `mysafe-wasm` reads it. It costs a fraction of a `Response`. */
export function responseOf(status: number, headers: Pick<Headers, "get">, bytes: Uint8Array<ArrayBuffer>): Response {
  return { status, headers, body: null, arrayBuffer: async () => bytes } as unknown as Response;
}

/** The chunks of a body. Streams of Node.js have no reader, and streams of some platforms cannot be iterated. */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (!("getReader" in body)) return yield* body as AsyncIterable<Uint8Array>;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Those of the headers that are passed on. */
export function pick(headers: Headers): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of passedHeaders) {
    const value = headers.get(name);
    if (value !== null) found[name] = value;
  }
  return found;
}
