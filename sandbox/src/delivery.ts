import { type Answer, bodyText } from "./answer.js";

/** The error of `fetch` for a connection that ended before the answer was complete. */
export class ConnectionLost extends TypeError {}

/** Statuses whose responses cannot have a body (Fetch standard, "null body status"). */
const nullBodyStatuses: readonly number[] = [204, 205, 304];

/** The complete answer. */
export function toResponse(answer: Answer): Response {
  if (answer.body === undefined || nullBodyStatuses.includes(answer.status)) {
    return new Response(null, { status: answer.status, headers: { ...answer.headers } });
  }
  const bytes = bodyBytes(answer);
  return respond(answer, bytes.length, bytes);
}

/** Headers that announce the whole body, then half of the body, then the end of the connection. */
export function cutBody(answer: Answer): Response {
  return halfOf(answer, (controller) => controller.error(new ConnectionLost("terminated: the body was cut off")));
}

/** Headers and half of the body, then nothing until the client aborts. */
export function stallBody(answer: Answer, signal: AbortSignal | undefined): Response {
  return halfOf(answer, (controller) => waitForAbort(signal).catch((reason) => controller.error(reason)));
}

/** No answer until the client aborts. Rejects with the signal's reason. */
export function waitForAbort(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** The answer without the end of its JSON: a valid response that cannot be parsed. */
export function truncated(answer: Answer): Answer {
  const text = bodyText(answer);
  return { ...answer, body: text.slice(0, Math.ceil(text.length * 0.7)) };
}

function bodyBytes(answer: Answer): Uint8Array<ArrayBuffer> {
  return answer.body instanceof Uint8Array ? new Uint8Array(answer.body) : new TextEncoder().encode(bodyText(answer));
}

/** Sends half of the body, then calls `end`. */
function halfOf(answer: Answer, end: (controller: ReadableStreamDefaultController<Uint8Array>) => unknown): Response {
  const bytes = bodyBytes(answer);
  let sent = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (sent) return void end(controller);
        sent = true;
        controller.enqueue(bytes.slice(0, Math.ceil(bytes.length / 2)));
      },
    },
    // An error discards queued chunks, so a chunk is made only on demand.
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
