// The credentials that a process has met, and the search for them in texts and values.

import { inspect } from "node:util";

/** The client does not redact shorter secrets, since any text may contain them by chance. See SECURITY.md. */
const minLength = 8;
/** Only so many findings are printed. */
const maxPrinted = 20;
/** A member of a JSON text that is a token or a stored value. One-time codes are too short to look for. */
const credentials = /"(access_token|client_secret|password|secret_key|note)"\s*:\s*("(?:[^"\\]|\\.)*")/g;
/** Replaces a credential in a printed finding. */
const mask = "<canary>";

export class Canaries {
  /** Each form of each credential, and its description. @type {Map<string, string>} */
  #forms = new Map();
  #print;
  /** The number of findings. */
  findingCount = 0;

  /** @param {(finding: string) => void} print */
  constructor(print) {
    this.#print = print;
  }

  /**
   * Adds a credential, in each form in which it could appear.
   * @param {string} kind
   * @param {unknown} secret
   */
  learn(kind, secret) {
    if (typeof secret !== "string" || secret.length < minLength || this.#forms.has(secret)) return;
    const text = secret.toWellFormed();
    for (const [encoding, form] of [
      ["", secret],
      [", percent-encoded", encodeURIComponent(text)],
      [", form-encoded", new URLSearchParams({ "": text }).toString().slice(1)],
      [", in base64", Buffer.from(text).toString("base64").replace(/=+$/, "")],
      [", in base64url", Buffer.from(text).toString("base64url")],
      [", in JSON", JSON.stringify(secret).slice(1, -1)],
    ]) {
      if (!this.#forms.has(form)) this.#forms.set(form, kind + encoding);
    }
  }

  /**
   * Adds the credentials in a request's or an answer's body: tokens, and the values of stored secrets.
   * @param {string} text
   */
  learnFrom(text) {
    for (const [, name, json] of text.matchAll(credentials)) {
      try {
        this.learn(name === "access_token" ? "an access token" : "the value of a stored secret", JSON.parse(json));
      } catch {} // not JSON, so no client reads a credential from it
    }
  }

  /**
   * Reports a text that holds a credential.
   * @param {string} text
   * @param {() => string} where
   */
  look(text, where) {
    for (const [form, kind] of this.#forms) {
      if (!text.includes(form)) continue;
      this.report(`${kind} is in ${where()}:\n  …${this.#excerpt(text)}…`);
      return;
    }
  }

  /**
   * Counts and prints a finding.
   * @param {string} finding
   */
  report(finding) {
    this.findingCount += 1;
    if (this.findingCount <= maxPrinted) this.#print(`${finding}\n${caller()}`);
  }

  /**
   * Searches a value in each form in which it could get into a log.
   * @param {unknown} value
   * @param {string} where
   */
  examine(value, where) {
    if (value instanceof Error) {
      this.look(String(value.message), () => `the message of ${where}`);
      this.look(String(value.stack), () => `the stack of ${where}`);
    }
    this.look(JSON.stringify(value) ?? "", () => `the JSON of ${where}`);
    // A line break that inspect inserts would split a credential and hide it.
    const options = { depth: Number.POSITIVE_INFINITY, showHidden: true, breakLength: Number.POSITIVE_INFINITY };
    const all = { maxArrayLength: Number.POSITIVE_INFINITY, maxStringLength: Number.POSITIVE_INFINITY };
    this.look(inspect(value, { ...options, ...all }), () => `util.inspect of ${where}`);
  }

  /**
   * The text around the first credential, with every credential masked.
   * @param {string} text
   */
  #excerpt(text) {
    const forms = [...this.#forms.keys()].sort((one, other) => other.length - one.length);
    const hidden = forms.reduce((rest, form) => rest.replaceAll(form, mask), text);
    const at = hidden.indexOf(mask);
    return hidden.slice(Math.max(0, at - 80), at + 80).replaceAll("\n", "\n  ");
  }
}

/** The lines of the stack that are neither Node's nor the watcher's. */
function caller() {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 50;
  const lines = String(new Error().stack).split("\n").slice(1);
  Error.stackTraceLimit = stackTraceLimit;
  return lines.filter((line) => line.includes("file:") && !line.includes("/tests/canaries/")).join("\n");
}
