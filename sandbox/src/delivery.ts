import { type Answer, textOf } from "./answer.js";

/** How `fetch` reports a connection that ended before the answer. */
export class ConnectionLost extends TypeError {}

/** Statuses whose answers have no body, whatever is put there (Fetch standard, "null body status"). */
const bodiless: readonly number[] = [204, 205, 304];

/** The answer as it is. */
export function whole(answer: Answer): Response {
  if (answer.body === undefined || bodiless.includes(answer.status)) {
    return new Response(null, { status: answer.status, headers: { ...answer.headers } });
  }
  const bytes = bytesOf(answer);
  return respond(answer, bytes.length, bytes);
}

/** Headers that promise the whole body, half of the body, then the end of the connection. */
export function cut(answer: Answer): Response {
  return halved(answer, (controller) => controller.error(new ConnectionLost("terminated: the body was cut off")));
}

/** Headers and half of the body, then nothing more until the client leaves. */
export function stallBody(answer: Answer, signal: AbortSignal | undefined): Response {
  return halved(answer, (controller) => silence(signal).catch((reason) => controller.error(reason)));
}

/** Nothing until the client leaves: rejects with the signal's reason. */
export function silence(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** The answer with the end of its JSON missing: well sent, and not to be parsed. */
export function garbled(answer: Answer): Answer {
  const text = textOf(answer);
  return { ...answer, body: text.slice(0, Math.ceil(text.length * 0.7)) };
}

function bytesOf(answer: Answer): Uint8Array<ArrayBuffer> {
  return answer.body instanceof Uint8Array ? new Uint8Array(answer.body) : new TextEncoder().encode(textOf(answer));
}

function halved(answer: Answer, end: (controller: ReadableStreamDefaultController<Uint8Array>) => unknown): Response {
  const bytes = bytesOf(answer);
  let sent = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (sent) return void end(controller);
        sent = true;
        controller.enqueue(bytes.slice(0, Math.ceil(bytes.length / 2)));
      },
    },
    // An error discards what is queued, so a chunk is made only when it is asked for.
    { highWaterMark: 0 },
  );
  return respond(answer, bytes.length, body);
}

function respond(answer: Answer, length: number, body: BodyInit): Response {
  return new Response(body, {
    status: answer.status,
    headers: { "content-length": String(length), ...answer.headers },
  });
}
