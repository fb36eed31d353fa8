import { type Answer, json } from "./answer.js";

/** The error codes of the API that the sandbox answers with, and their documented texts. */
const documentedErrors = {
  notFound: [1005, "Api secret not found"],
  accessDenied: [1006, "User does not have access"],
  inactive: [1009, "Inactive api secret"],
  identifierType: [1010, "Unexpected identifier type"],
  duplicate: [1001, "'Identifier' already found in another API key of this user"],
} as const;

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

/** `stated` is the status inside the envelope. In every documented answer it equals the HTTP status. */
function errorAnswer(code: number, text: string, status = 400, stated = status): Answer {
  const message = `${code}: ${text}`;
  return json(status, {
    code: stated,
    response: failureFields(stated, message),
    exception: { code, message, detail: null },
  });
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

/** A documented error: HTTP 400. */
export function documentedError(reason: keyof typeof documentedErrors): Answer {
  const [code, text] = documentedErrors[reason];
  return errorAnswer(code, text);
}

/** An undocumented error: its HTTP status or its stated status does not belong to a refusal. */
export function mislabelledError(reason: keyof typeof documentedErrors, status: number, stated: number): Answer {
  const [code, text] = documentedErrors[reason];
  return errorAnswer(code, text, status, stated);
}

/**
 * An error without the colon after its code, as MySafe's documentation of notes prints one, and without the optional
 * members. Only its message holds the code.
 */
export function errorWithoutColon(reason: keyof typeof documentedErrors): Answer {
  return json(400, { response: failureFields(400, documentedErrors[reason].join(" ")) });
}

/** Error 1001: a parameter is missing or empty. */
export function missingParameter(parameter: string): Answer {
  return errorAnswer(1001, `Parameter '${parameter}' was not informed!`);
}

/** The answer to activate. `changed`: false if the secret was active already. */
export function activateAnswer(changed: boolean): Answer {
  const message = changed ? "Api secret activated successfully" : "Api secret has already been activated";
  return json(200, { code: 200, response: successFields(200, message) });
}

/**
 * The answer to deactivate. `changed`: false if the secret was inactive already. For an actual change, the documentation
 * shows two spaces in the message and no outer `code`.
 */
export function deactivateAnswer(changed: boolean): Answer {
  return changed
    ? json(200, { response: successFields(200, "API secret  successfully deactivated") })
    : json(200, { code: 200, response: successFields(200, "Api secret has already been deactivated") });
}

/** The answer to a list. */
export function listAnswer(secrets: readonly object[]): Answer {
  return json(200, { code: 200, response: successFields(200, ""), api_secret_on_list: secrets });
}

/** The answer to a get. In v4, only this operation has `Message` in place of `mensagem`. */
export function getAnswer(secret: object, version: "v3-32" | "v4"): Answer {
  const { mensagem, ...rest } = successFields(200, "Success");
  const response = version === "v4" ? { ...rest, Message: mensagem } : { ...rest, mensagem };
  return json(200, { code: 200, response, api_secret_entity: secret });
}

/** The answer to a create. */
export function createAnswer(secret: object): Answer {
  return json(201, {
    code: 201,
    response: successFields(201, "Api secret successfully registered"),
    api_entity: secret,
  });
}

/** The answer to an update. */
export function updateAnswer(secret: object): Answer {
  return json(200, { code: 200, response: successFields(200, "Api secret updated successfully"), api_entity: secret });
}
