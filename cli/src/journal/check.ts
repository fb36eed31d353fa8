/** Checks a value from outside and gives it its type.
 *
 * @throws {Mismatch} For every other value. */
export type Check<T> = (value: unknown, name: string) => T;

/** A value from outside is not what it has to be. */
export class Mismatch extends Error {}

/** A string. */
export const text: Check<string> = (value, name) => {
  if (typeof value !== "string") throw new Mismatch(`${name} is no text`);
  return value;
};

/** `true` or `false`. */
export const flag: Check<boolean> = (value, name) => {
  if (typeof value !== "boolean") throw new Mismatch(`${name} is neither true nor false`);
  return value;
};

/** A whole number from 0. */
export const count: Check<number> = (value, name) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new Mismatch(`${name} is no whole number from 0`);
  return value as number;
};

/** A time as ISO 8601 in UTC, as `Date` writes it. */
export const time: Check<string> = (value, name) => {
  const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
  if (typeof value !== "string" || !iso.test(value) || Number.isNaN(Date.parse(value))) {
    throw new Mismatch(`${name} is no time`);
  }
  return value;
};

/** One of these. */
export function oneOf<T extends string | number>(...all: readonly T[]): Check<T> {
  return (value, name) => {
    const found = all.find((known) => known === value);
    if (found === undefined) throw new Mismatch(`${name} is not ${all.join(" or ")}`);
    return found;
  };
}

/** A list of these. */
export function listOf<T>(check: Check<T>): Check<readonly T[]> {
  return (value, name) => {
    if (!Array.isArray(value)) throw new Mismatch(`${name} is no list`);
    return value.map((entry, index) => check(entry, `${name}[${index}]`));
  };
}

type Checks = Readonly<Record<string, Check<unknown>>>;
type Checked<C extends Checks> = { readonly [K in keyof C]: ReturnType<C[K]> };

/** An object with exactly these members. Another member could mean what is not known here, and is refused. */
export function record<R extends Checks, O extends Checks>(
  required: R,
  optional: O,
): Check<Checked<R> & Partial<Checked<O>>> {
  const members = new Map(Object.entries({ ...required, ...optional }));
  return (value, name) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Mismatch(`${name} is no object`);
    for (const key of Object.keys(required)) {
      if (!Object.hasOwn(value, key)) throw new Mismatch(`${name} has no ${key}`);
    }
    const checked = Object.entries(value).map(([key, member]) => {
      const check = members.get(key);
      if (check === undefined) throw new Mismatch(`${name} has a member that is not known, ${JSON.stringify(key)}`);
      return [key, check(member, `${name}.${key}`)] as const;
    });
    return Object.fromEntries(checked) as Checked<R> & Partial<Checked<O>>;
  };
}
