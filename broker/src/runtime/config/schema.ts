// Checks a config by its schema, and says in words for a person what ajv finds. No message repeats a value: it could be a secret
// that was written in the wrong place.

import { readFile } from "node:fs/promises";
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import type { Problems } from "./problems.js";

const schemaFile = new URL("../../../schema/broker.schema.json", import.meta.url);

/** The part of a schema that an error is about, as far as words are made of it. */
interface Schema {
  readonly title?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly maxProperties?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly string[];
  readonly const?: boolean;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly description?: string;
  readonly examples?: readonly string[];
}

let compiled: Promise<ValidateFunction> | undefined;

/** Adds to `problems` everything in which a config disagrees with the schema. */
export async function checkBySchema(config: unknown, problems: Problems): Promise<void> {
  compiled ??= compile();
  const validate = await compiled;
  validate(config);
  for (const error of validate.errors ?? []) {
    const path = pathOf(error);
    // One problem a member: ajv also tells of a fraction that it is below the least, and of a choice that something in it is wrong.
    if (problems.isFine(path)) problems.add(path, wordsFor(error));
  }
}

/** ajv is loaded here, since `--help` and `--version` do without. */
async function compile(): Promise<ValidateFunction> {
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  // With `verbose` an error has the part of the schema that it is about.
  const ajv = new Ajv2020({ allErrors: true, strict: true, verbose: true });
  return ajv.compile(JSON.parse(await readFile(schemaFile, "utf8")));
}

/** The names of the members, joined by dots, down to the one that is wrong, missing or too many. */
function pathOf({ instancePath, params }: ErrorObject): string {
  const names = instancePath.split("/").slice(1);
  const last: string | undefined = params.missingProperty ?? params.additionalProperty;
  return [
    ...names.map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~")),
    ...(last === undefined ? [] : [last]),
  ].join(".");
}

function wordsFor({ keyword, params, parentSchema, message }: ErrorObject): string {
  const schema = parentSchema as Schema;
  const { properties = {} } = schema;
  const members = Object.keys(properties).filter((name) => name !== "$schema");
  switch (keyword) {
    case "required":
      return `it is missing. ${properties[params.missingProperty]?.description ?? ""}`.trim();
    case "additionalProperties":
      return `there is no such member. Members are ${members.join(", ")}.`;
    case "minProperties":
    case "maxProperties": {
      const number = schema.maxProperties === 1 ? "exactly one" : "at least one";
      return `it has to have ${number} member${members.length === 0 ? "" : `: ${members.join(" or ")}`}.`;
    }
    case "minItems":
    case "maxItems":
      return `it has to have from ${schema.minItems} to ${schema.maxItems} elements.`;
    case "enum":
      return `it has to be one of ${schema.enum?.map((choice) => `"${choice}"`).join(", ")}.`;
    case "const":
      return `it can only be ${schema.const}.`;
    case "type":
      if (schema.title === "A secret") {
        return 'a secret is not written here. Give { "env": "NAME" } or { "file": "path" }.';
      }
      return `it has to be ${typeInWords(schema, members)}.`;
    case "minLength":
    case "pattern":
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
      return `it has to be ${typeInWords(schema, members)}.`;
    default:
      return `it ${message}.`;
  }
}

/** What a value has to be. */
function typeInWords(schema: Schema, members: readonly string[]): string {
  const { type, minLength, examples = [], minimum, maximum, exclusiveMinimum } = schema;
  switch (type) {
    case "string":
      return `a text${minLength === undefined ? "" : " that is not empty"}${suchAs(examples)}`;
    case "number":
      return `a number${exclusiveMinimum === undefined ? "" : ` above ${exclusiveMinimum}`}`;
    case "integer":
      return `a whole number from ${minimum}${maximum === undefined ? " on" : ` to ${maximum}`}`;
    case "boolean":
      return "true or false";
    case "array":
      return "an array";
    default:
      return `an object${members.length === 0 ? "" : ` with ${members.join(", ")}`}`;
  }
}

const suchAs = ([example]: readonly string[]) => (example === undefined ? "" : ` such as "${example}"`);
