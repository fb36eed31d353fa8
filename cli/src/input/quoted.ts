/** The greatest number of characters that a message repeats of a text. */
const limit = 40;

/** Characters that a terminal does not show, or obeys. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A text from a file as code in a message. */
export function quoted(text: string): string {
  return `\`${printable(text)}\``;
}

/** A text from a file for a terminal: on one line, short, and without characters that control it. */
export function printable(text: string): string {
  const characters = [...text.slice(0, 2 * limit + 2)];
  const short = characters.length > limit ? `${characters.slice(0, limit).join("")}…` : characters.join("");
  return short.replace(unprintable, escaped);
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16).toUpperCase()}}`;
}
