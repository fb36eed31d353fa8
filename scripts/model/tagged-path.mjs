// @ts-check
// A broker passes nothing on by which two sides could know a request, so that the number of a request travels in its path,
// behind the identifier: `/inactive/43~17`. The broker takes it for a part of the identifier, and its audit names it too.

/** @param {string} path or URL that ends with an identifier @param {number} number */
export const withNumber = (path, number) => `${path}~${number}`;

/**
 * The text without its number, and the number: 0 where there is none.
 * @param {string} text a path, a URL, or an identifier
 */
export function splitNumber(text) {
  const [, before = text, number = "0"] = /^(.*)~(\d+)$/.exec(text) ?? [];
  return { before, number: Number(number) };
}
