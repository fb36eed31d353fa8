// Checks a config by its schema. Of JSON Schema it knows what that schema uses, and refuses the rest, so that no rule of the
// schema is passed over. No message repeats a value: it could be a secret that was written in the wrong place.

import type { Problems } from "./problems.js";

/** A JSON Schema (2020-12), as far as it is known here. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: "object" | "array" | "string" | "boolean" | "number" | "integer";
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly string[];
  readonly const?: boolean;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  /** Each of another type. */
  readonly oneOf?: readonly Schema[];
  readonly description?: string;
  readonly examples?: readonly string[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const known = [
  ..."$schema $id $ref $defs title description default examples type properties required additionalProperties".split(
    " ",
  ),
  ..."minProperties maxProperties items minItems maxItems enum const pattern minLength minimum maximum".split(" "),
  ..."exclusiveMinimum oneOf".split(" "),
];

/** The definition of a secret, of which no text is accepted in place. */
const secretReference = "#/$defs/secret";

/** Adds to `problems` everything in which a value disagrees with a schema. */
export function checkBySchema(value: unknown, schema: Schema, problems: Problems): void {
  new Check(schema, problems).check(value, schema, "");
}

/** The names of the members in a path, joined. */
export const pathTo = (path: string, name: string | number): string => (path === "" ? `${name}` : `${path}.${name}`);

class Check {
  readonly #root: Schema;
  readonly #problems: Problems;

  constructor(root: Schema, problems: Problems) {
    this.#root = root;
    this.#problems = problems;
  }

  check(value: unknown, given: Schema, path: string): void {
    const schema = this.#resolved(given);
    const unknown = Object.keys(schema).find((word) => !known.includes(word));
    if (unknown !== undefined) throw new TypeError(`The schema has "${unknown}", which is not known here.`);
    if (given.oneOf) this.#checkOneOf(value, given.oneOf, path);
    else if (typeof value === "string" && given.$ref === secretReference) {
      this.#problems.add(path, 'a secret is not written here. Give { "env": "NAME" } or { "file": "path" }.');
    } else if (schema.enum) this.#checkEnum(value, schema.enum, path);
    else if (schema.const !== undefined) {
      if (value !== schema.const) this.#problems.add(path, `it can only be ${JSON.stringify(schema.const)}.`);
    } else if (!isOfType(value, schema)) this.#problems.add(path, `it has to be ${wordsFor(schema)}.`);
    else if (schema.type === "object") this.#checkObject(value as Readonly<Record<string, unknown>>, schema, path);
    else if (schema.type === "array") this.#checkArray(value as readonly unknown[], schema, path);
  }

  #checkOneOf(value: unknown, choices: readonly Schema[], path: string): void {
    const type = Array.isArray(value) ? "array" : "object";
    const choice = choices.find((one) => this.#resolved(one).type === type);
    if (!choice) throw new TypeError("The schema has no choice for an object or an array.");
    this.check(value, choice, path);
  }

  #checkEnum(value: unknown, choices: readonly string[], path: string): void {
    if (choices.includes(value as string)) return;
    this.#problems.add(path, `it has to be one of ${choices.map((choice) => `"${choice}"`).join(", ")}.`);
  }

  #checkObject(value: Readonly<Record<string, unknown>>, schema: Schema, path: string): void {
    const { properties = {}, required = [], additionalProperties = true } = schema;
    const names = Object.keys(value);
    for (const name of required) {
      if (Object.hasOwn(value, name)) continue;
      const { description } = this.#resolved(properties[name] ?? {});
      this.#problems.add(pathTo(path, name), `it is missing. ${description ?? ""}`.trim());
    }
    const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = schema;
    if (names.length < minProperties || names.length > maxProperties) {
      this.#problems.add(
        path,
        `it has to have ${maxProperties === 1 ? "exactly one" : "at least one"} member${choice(schema)}.`,
      );
    }
    for (const name of names) {
      const member = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      if (member === false) {
        const members = Object.keys(properties).filter((one) => one !== "$schema");
        this.#problems.add(pathTo(path, name), `there is no such member. Members are ${members.join(", ")}.`);
      } else if (typeof member === "object") this.check(value[name], member, pathTo(path, name));
    }
  }

  #checkArray(value: readonly unknown[], { items, minItems = 0, maxItems }: Schema, path: string): void {
    const most = maxItems ?? Number.POSITIVE_INFINITY;
    if (value.length < minItems || value.length > most) {
      this.#problems.add(path, `it has to have from ${minItems} to ${most} elements.`);
    }
    if (items) for (const [index, item] of value.entries()) this.check(item, items, pathTo(path, index));
  }

  /** The schema with what it refers to; its own words are before those of what it refers to. */
  #resolved(schema: Schema): Schema {
    if (schema.$ref === undefined) return schema;
    const name = schema.$ref.replace(/^#\/\$defs\//, "");
    const found = this.#root.$defs?.[name];
    if (!found) throw new TypeError(`The schema refers to ${schema.$ref}, which is not there.`);
    return { ...found, ...schema };
  }
}

function isOfType(value: unknown, schema: Schema): boolean {
  switch (schema.type) {
    case "string":
      return (
        typeof value === "string" &&
        value.length >= (schema.minLength ?? 0) &&
        (schema.pattern === undefined || new RegExp(schema.pattern, "u").test(value))
      );
    case "number":
    case "integer": {
      const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.MAX_VALUE, exclusiveMinimum } = schema;
      const isNumber = typeof value === "number" && value >= minimum && value <= maximum;
      const isAbove = exclusiveMinimum === undefined || (value as number) > exclusiveMinimum;
      return isNumber && isAbove && (schema.type === "number" || Number.isInteger(value));
    }
    case "boolean":
      return typeof value === "boolean";
    case "array":
      return Array.isArray(value);
    default:
      return typeof value === "object" && value !== null && !Array.isArray(value);
  }
}

/** What a value has to be, in words. */
function wordsFor({
  type,
  pattern,
  examples = [],
  minimum,
  maximum,
  exclusiveMinimum,
  properties = {},
}: Schema): string {
  if (type === "string") return `a text${pattern === undefined ? " that is not empty" : ""}${suchAs(examples)}`;
  if (type === "number") return `a number${exclusiveMinimum === undefined ? "" : ` above ${exclusiveMinimum}`}`;
  if (type === "integer")
    return `a whole number from ${minimum ?? 0}${maximum === undefined ? " on" : ` to ${maximum}`}`;
  if (type === "boolean") return "true or false";
  if (type === "array") return "an array";
  const members = Object.keys(properties);
  return `an object${members.length === 0 ? "" : ` with ${members.join(", ")}`}`;
}

const suchAs = (examples: readonly string[]) => (examples.length === 0 ? "" : ` such as "${examples[0]}"`);

function choice({ properties = {} }: Schema): string {
  const names = Object.keys(properties);
  return names.length === 0 ? "" : `: ${names.join(" or ")}`;
}
