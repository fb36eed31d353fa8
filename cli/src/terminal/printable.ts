/** A text of others for a line of a terminal: without what could move the cursor, colour the screen or turn the direction of
 * writing. */
export function printable(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, "");
}
