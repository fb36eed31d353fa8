import { type Answer, json } from "./answer.js";
import type { DocumentedError, KindDefinition, Sentence } from "./kinds/kind.js";

/** An identifier in a path that is not a number, where identifiers are numbers. */
export const identifierTypeError: DocumentedError = { code: 1010, text: "Unexpected identifier type" };

/** A required parameter that is missing or empty. */
export const missingParameter = (name: string): DocumentedError => ({
  code: 1001,
  text: `Parameter '${name}' was not informed!`,
});

/** A parameter with too many characters. */
export const tooLong = (name: string, limit: number): DocumentedError => ({
  code: 1001,
  text: `Parameter ${name} limited to ${limit} characters`,
});

/** The fields of every success, in English and in Portuguese. */
export function successFields(status: number, message: string) {
  return {
    status,
    message,
    error: false,
    error_code: 0,
    detail: "",
    mensagem: message,
    erro: false,
    cod_erro: 0,
  };
}

/** The fields of every failure, in English and in Portuguese. */
function failureFields(status: number, message: string) {
  return {
    status,
    message,
    error: true,
    error_code: 1,
    detail: "",
    mensagem: message,
    erro: true,
    cod_erro: 1,
  };
}

const messageOf = ({ code, text, separator = ":" }: DocumentedError) => `${code}${separator} ${text}`;

/** A documented error: HTTP 400. */
export function errorAnswer(error: DocumentedError): Answer {
  if (error.shape !== "older") return mislabelledError(error, 400, 400);
  const message = messageOf(error);
  const { detail: _, ...fields } = failureFields(400, message);
  return json(400, {
    response: { ...fields, error_code: 0, cod_erro: 0 },
    exception: { code: error.code, message, detail: "" },
  });
}

/** An error with any HTTP status. In every documented answer it equals the status that the envelope states. */
export function mislabelledError(error: DocumentedError, status: number, stated: number): Answer {
  const message = messageOf(error);
  return json(status, {
    code: stated,
    response: failureFields(stated, message),
    exception: { code: error.code, message, detail: null },
  });
}

/** An error without a colon after its code, and without the optional members. Only its message holds the code. */
export function errorWithoutColon(error: DocumentedError): Answer {
  return json(400, { response: failureFields(400, messageOf({ ...error, separator: "" })) });
}

/** The 500 for an item that the access key cannot encrypt. Its exception holds 400, and no code of the API. */
export function encryptionFailure(exception: string): Answer {
  return json(500, {
    code: 500,
    response: failureFields(500, "Unexpected error"),
    exception: { code: 400, message: exception, detail: null },
  });
}

/** The answer to activate and deactivate. */
export function switchAnswer({ message, without = [] }: Sentence): Answer {
  const response = successFields(200, message);
  const { detail: _, ...withoutDetail } = response;
  return json(200, {
    ...(without.includes("code") ? {} : { code: 200 }),
    response: without.includes("detail") ? withoutDetail : response,
  });
}

/** The answer to a list. */
export function listAnswer({ payloads }: KindDefinition, entries: readonly object[]): Answer {
  return json(200, { code: 200, response: successFields(200, ""), [payloads.list]: entries });
}

/** The answer to a get. In v4, only this operation has `Message` in place of `mensagem`. */
export function getAnswer({ payloads }: KindDefinition, entity: object, version: "v3-32" | "v4"): Answer {
  const { mensagem, ...rest } = successFields(200, "Success");
  const response = version === "v4" ? { ...rest, Message: mensagem } : { ...rest, mensagem };
  return json(200, { code: 200, response, [payloads.get]: entity });
}

/** The answer to a create. */
export function createAnswer({ payloads, sentences }: KindDefinition, entity: object): Answer {
  return json(201, { code: 201, response: successFields(201, sentences.create), [payloads.write]: entity });
}

/** The answer to an update. */
export function updateAnswer({ payloads, sentences }: KindDefinition, entity: object): Answer {
  return json(200, { code: 200, response: successFields(200, sentences.update), [payloads.write]: entity });
}
