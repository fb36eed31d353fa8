import { Refusal } from "./refusal.js";

/** The limits of a body. */
export interface BodyLimits {
  /** Its greatest length, in bytes. */
  readonly length: number;
  /** The longest time until all of it is there, in ms. */
  readonly time: number;
}

/**
 * The body of a request, whole.
 *
 * @throws {Refusal} 413 for one that is too long, 408 for one that is too slow
 */
export async function readBody(request: Request, limits: BodyLimits): Promise<Uint8Array<ArrayBuffer>> {
  const tooLong = () => new Refusal(413, `A request has at most ${limits.length} bytes.`);
  const stated = request.headers.get("content-length");
  // In Node.js a stream costs as much as the rest of a call. What came in spite of this would be passed on to nobody.
  if (stated === "0") return new Uint8Array();
  if (Number(stated ?? 0) > limits.length) throw tooLong();
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Refusal(408, `A request must be whole within ${limits.time} ms.`));
    }, limits.time);
  });
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) break;
      length += value.length;
      if (length > limits.length) throw tooLong();
      chunks.push(value);
    }
  } catch (error) {
    reader.cancel().catch(() => {});
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return joined(chunks, length);
}

/** The chunks as one array of `length` bytes. */
export function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/**
 * A JSON object with no members but `fields`, written anew.
 *
 * @throws {Refusal} 415 and 400
 */
export function jsonBody(bytes: Uint8Array, contentType: string | null, fields: readonly string[]): string {
  let value: unknown;
  const text = textOf(bytes, contentType, "application/json");
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal(400, "The body is no JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Refusal(400, "The body is no JSON object.");
  }
  checkNames(Object.keys(value), fields);
  return JSON.stringify(value);
}

/**
 * A form with no fields but `fields`, each at most once, written anew.
 *
 * @throws {Refusal} 415 and 400
 */
export function formBody(bytes: Uint8Array, contentType: string | null, fields: readonly string[]): string {
  const form = new URLSearchParams(textOf(bytes, contentType, "application/x-www-form-urlencoded"));
  const names = [...form.keys()];
  checkNames(names, fields);
  if (new Set(names).size < names.length) throw new Refusal(400, "The body has a field twice.");
  return form.toString();
}

function textOf(bytes: Uint8Array, contentType: string | null, type: string): string {
  if (contentType?.split(";")[0]?.trim().toLowerCase() !== type) throw new Refusal(415, `A body is ${type}.`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(400, "The body is no UTF-8.");
  }
}

function checkNames(names: readonly string[], fields: readonly string[]): void {
  if (names.every((name) => fields.includes(name))) return;
  throw new Refusal(400, `Of a body, only ${fields.join(", ")} are passed on.`);
}
