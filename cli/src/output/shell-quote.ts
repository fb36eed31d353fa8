/** A text as one word of a command line. */
export function shellQuoted(text: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[\w@%+=:,./~-]+$/.test(text) && !text.startsWith("~") && !text.startsWith("-")) return text;
  // A name that begins like an option is none after "./".
  const word = text.startsWith("-") && text !== "-" ? `./${text}` : text;
  if (platform === "win32") return `"${word.replaceAll('"', '\\"')}"`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
