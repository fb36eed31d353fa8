/** What is wrong with a config: where, and what to do. */
export interface Problem {
  /** The path of the member, such as `mysafe.clientSecret`; empty for the whole. */
  readonly path: string;
  readonly words: string;
}

/** A config that cannot be used, with everything that is wrong with it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly Problem[];

  /** @param file as it was given */
  constructor(file: string, problems: readonly Problem[]) {
    const lines = problems.map(({ path, words }) => (path === "" ? words : `${path}: ${words}`));
    super(`${file} cannot be used:\n${lines.map((line) => `  ${line}`).join("\n")}`);
    this.problems = problems;
  }
}

/** Collects what is wrong, so that all of it is told at once. */
export class Problems {
  readonly all: Problem[] = [];

  add(path: string, words: string): void {
    this.all.push({ path, words });
  }

  /** Whether nothing is known to be wrong with a member, or with what is in it. */
  isFine(path: string): boolean {
    return !this.all.some((one) => one.path === path || one.path.startsWith(`${path}.`) || one.path === "");
  }
}
