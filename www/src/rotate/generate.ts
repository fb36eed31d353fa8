const lower = "abcdefghijklmnopqrstuvwxyz";
const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const digits = "0123456789";

/** The characters of generated values, in classes. Symbols are those that need no quotes in most files and commands. */
const classes = {
  symbols: [lower, upper, digits, "-_.~+:=@%"],
  plain: [lower, upper, digits],
  hexadecimal: [`${digits}abcdef`],
} as const;

/** A choice of characters. */
export type Alphabet = keyof typeof classes;

/** All choices. */
export const alphabets = Object.keys(classes) as readonly Alphabet[];

/** The shortest and the longest value that is generated. */
export const lengths = { least: 12, most: 512, usual: 32 } as const;

/** A random value, with a character of each class of its alphabet. */
export function generate(length: number, alphabet: Alphabet): string {
  const all = classes[alphabet].join("");
  for (;;) {
    const value = Array.from({ length }, () => all[below(all.length)]).join("");
    // Another one is drawn as a whole: no place and no character gets likelier than another.
    if (classes[alphabet].every((each) => [...each].some((character) => value.includes(character)))) return value;
  }
}

/** A random number below another, each as likely as any other. `below(256)` at most. */
function below(many: number): number {
  const limit = 256 - (256 % many);
  const bytes = new Uint8Array(1);
  for (;;) {
    const [byte = 0] = crypto.getRandomValues(bytes);
    if (byte < limit) return byte % many;
  }
}
