import { Failure } from "../failure.js";

/** A document of JSON, or of JSON Lines. */
export type JsonDocument =
  | { readonly isLines: false; readonly value: unknown }
  | { readonly isLines: true; readonly lines: readonly JsonLine[] };

export interface JsonLine {
  readonly value: unknown;
  /** From 1. */
  readonly number: number;
}

/** Parses JSON, or JSON Lines: one value a line. */
export function parseJson(text: string, description: string): JsonDocument {
  const whole = tryParse(text);
  if (!("error" in whole)) return { isLines: false, value: whole.value };
  const lines = text
    .split("\n")
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== "");
  const [first] = lines;
  // A file that is broken after its first line is still JSON Lines, and the message can name the line.
  if (lines.length < 2 || !first || "error" in tryParse(first.line)) {
    throw new Failure(`${description} is not valid JSON${placeOf(whole.error, text)}`);
  }
  return {
    isLines: true,
    lines: lines.map(({ line, number }) => {
      const parsed = tryParse(line);
      if ("error" in parsed) throw new Failure(`${description}, line ${number}: it is not valid JSON`);
      return { value: parsed.value, number };
    }),
  };
}

function tryParse(text: string): { readonly value: unknown } | { readonly error: unknown } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error };
  }
}

/** Where JSON breaks, if V8's message says it. The message itself repeats the file. */
function placeOf(error: unknown, text: string): string {
  const message = String(error);
  const position = / at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(message)?.[1];
  if (message.includes("end of JSON input") || Number(position) >= text.trimEnd().length) return ": it ends too early";
  if (position === undefined) return "";
  return `, in line ${text.slice(0, Number(position)).split("\n").length}`;
}
