/** One key for all spellings of an item: `43`, `043` and ` 43 ` are one. It is the key of `mysafe-wasm`, to the letter:
 * `trim()` would also remove U+FEFF, and make one item of two. */
export function itemOf(identifier: string): string {
  const text = identifier.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");
  return /^[0-9]+$/.test(text) ? text.replace(/^0+(?=[0-9])/, "") : text;
}
