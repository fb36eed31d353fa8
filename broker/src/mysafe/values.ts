// Stored values are taken out of MySafe's answers. Everything else stays as it was written: a number of twenty digits keeps
// them all.

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/gs;

interface Container {
  readonly isObject: boolean;
  /** Whether something was written of it, so that the next is preceded by a comma. */
  hasAny: boolean;
  /** Whether the next token is the name of a member. */
  isAtName: boolean;
}

/**
 * The JSON text without the members of these names, at any depth, whatever their letter case. `undefined` for a text that is
 * neither a JSON object nor an array: what it may hold is not known.
 *
 * @param names in lower case
 */
export function withoutMembers(text: string, names: ReadonlySet<string>): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
  } catch {
    return undefined;
  }
  return mayHave(text, names) ? cut(text, names) : text;
}

/** Finds the names of a set, each made once. */
const finders = new WeakMap<ReadonlySet<string>, RegExp>();

/** Whether one of the names can be in the text, plain or with an escape. */
function mayHave(text: string, names: ReadonlySet<string>): boolean {
  const finder = finders.get(names) ?? new RegExp(`"(?:${[...names].join("|")})"`, "i");
  finders.set(names, finder);
  return text.includes("\\u") || finder.test(text);
}

/** Writes the tokens of a valid JSON text anew, without the members of these names. */
function cut(text: string, names: ReadonlySet<string>): string {
  const written: string[] = [];
  const stack: Container[] = [];
  /** How deep the value is that is left out: 0 for none. It begins after its name and colon. */
  let skipped = 0;
  let isSkipping = false;
  for (const [token] of text.matchAll(tokens)) {
    const inside = stack.at(-1);
    if (isSkipping) {
      if (token === ":" && skipped === 0) continue;
      if (token === "{" || token === "[") skipped += 1;
      if (token === "}" || token === "]") skipped -= 1;
      // A value without members is over at once, another with its last bracket.
      isSkipping = skipped > 0;
      continue;
    }
    if (token === ",") {
      if (inside?.isObject) inside.isAtName = true;
      continue;
    }
    if (token === ":") {
      written.push(token);
      continue;
    }
    if (token === "}" || token === "]") {
      stack.pop();
      written.push(token);
      continue;
    }
    if (inside?.isAtName) {
      inside.isAtName = false;
      if (names.has((JSON.parse(token) as string).toLowerCase())) {
        isSkipping = true;
        continue;
      }
      if (inside.hasAny) written.push(",");
      inside.hasAny = true;
    } else if (inside && !inside.isObject) {
      if (inside.hasAny) written.push(",");
      inside.hasAny = true;
    }
    if (token === "{" || token === "[") stack.push({ isObject: token === "{", hasAny: false, isAtName: token === "{" });
    written.push(token);
  }
  return written.join("");
}
