import { type Answer, json } from "./answer.js";

/** The API's own error codes that the sandbox gives, with their documented texts. */
const errors = {
  notFound: [1005, "Api secret not found"],
  accessDenied: [1006, "User does not have access"],
  inactive: [1009, "Inactive api secret"],
  identifierType: [1010, "Unexpected identifier type"],
  duplicate: [1001, "'Identifier' already found in another API key of this user"],
} as const;

/** The fields that every success has, each in English and in Portuguese. */
export function success(status: number, message: string) {
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

/** The status of HTTP and the one that the envelope states are one and the same in what is documented. */
function failure(code: number, text: string, status = 400, stated = status): Answer {
  const message = `${code}: ${text}`;
  return json(status, {
    code: stated,
    response: failing(stated, message),
    exception: { code, message, detail: null },
  });
}

/** The fields that every failure has, each in English and in Portuguese. */
function failing(status: number, message: string) {
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

/** A documented failure. */
export function refused(reason: keyof typeof errors): Answer {
  const [code, text] = errors[reason];
  return failure(code, text);
}

/** A refusal in an envelope that is none: not documented. */
export function failed(reason: keyof typeof errors, status: number, stated: number): Answer {
  const [code, text] = errors[reason];
  return failure(code, text, status, stated);
}

/**
 * A failure without the colon after its code, as the pages of notes print one, and without the members that may be
 * missing: only its message tells the code.
 */
export function unpunctuated(reason: keyof typeof errors): Answer {
  return json(400, { response: failing(400, errors[reason].join(" ")) });
}

/** 1001 for a parameter that is missing or empty. */
export function missing(parameter: string): Answer {
  return failure(1001, `Parameter '${parameter}' was not informed!`);
}

export function activated(changed: boolean): Answer {
  const message = changed ? "Api secret activated successfully" : "Api secret has already been activated";
  return json(200, { code: 200, response: success(200, message) });
}

/** The document gives this one without the outer `code`, and with two spaces, where there was something to do. */
export function deactivated(changed: boolean): Answer {
  return changed
    ? json(200, { response: success(200, "API secret  successfully deactivated") })
    : json(200, { code: 200, response: success(200, "Api secret has already been deactivated") });
}

export function listed(secrets: readonly object[]): Answer {
  return json(200, { code: 200, response: success(200, ""), api_secret_on_list: secrets });
}

/** The v4 page of this one operation shows `Message` where every other has `mensagem`. */
export function got(secret: object, version: "v3-32" | "v4"): Answer {
  const { mensagem, ...rest } = success(200, "Success");
  const response = version === "v4" ? { ...rest, Message: mensagem } : { ...rest, mensagem };
  return json(200, { code: 200, response, api_secret_entity: secret });
}

export function created(secret: object): Answer {
  return json(201, { code: 201, response: success(201, "Api secret successfully registered"), api_entity: secret });
}

export function updated(secret: object): Answer {
  return json(200, { code: 200, response: success(200, "Api secret updated successfully"), api_entity: secret });
}
