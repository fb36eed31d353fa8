// A request for a token changes nothing, and all calls wait for it. So it is sent again after what may pass.

import { Answer, answerLimit, pick, readAnswer, type Send } from "./forward.js";
import { within } from "./time-limit.js";

/** The waits before it is sent again, in ms. */
const waits = [50, 200, 800];

/**
 * Sends a request for a token, and again after a failure that may pass: no answer, one that was garbled, a 429 or a 5xx.
 *
 * @param init with the signal that ends it
 * @param timeout the longest time for each, in ms
 * @returns the last answer
 * @throws what `send` throws, when there is no answer to the last one
 */
export async function requestToken(send: Send, url: string, init: RequestInit, timeout: number): Promise<Response> {
  const ask = () => within(timeout, init.signal ?? undefined, (signal) => askOnce(send, url, { ...init, signal }));
  for (const wait of waits) {
    const answer = await ask().catch(() => undefined);
    if (answer && !mayPass(answer)) return answer.toResponse();
    if (init.signal?.aborted) break;
    await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random() / 2)));
  }
  return (await ask()).toResponse();
}

async function askOnce(send: Send, url: string, init: RequestInit): Promise<Answer> {
  const response = await send(url, init);
  return new Answer(response.status, pick(response.headers), await readAnswer(response, answerLimit, url));
}

/** Whether the answer may be another one in a moment. MySafe may also ask for more time than a caller has. */
function mayPass({ status, headers, text }: Answer): boolean {
  if (status === 429 || status >= 500) return Number(headers["retry-after"] ?? 0) <= 1;
  return status === 200 && !isJson(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
