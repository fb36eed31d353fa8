// The credentials that a process has come to know, and where they must not be seen.

import { inspect } from "node:util";

/** Under it the client takes nothing out: such a secret is a word of any text. See SECURITY.md. */
const shortest = 8;
/** So many are told of; of thousands the first say enough. */
const most = 20;
/** What is shown in place of one. */
const mask = "<canary>";

export class Canaries {
  /** What a text must not hold → what that is. @type {Map<string, string>} */
  #forms = new Map();
  #print;
  /** How often one was seen. */
  seen = 0;

  /** @param {(words: string) => void} print is given where one was seen */
  constructor(print) {
    this.#print = print;
  }

  /**
   * Takes note of a secret, in each form in which somebody could repeat it.
   * @param {string} kind
   * @param {unknown} secret
   */
  learn(kind, secret) {
    if (typeof secret !== "string" || secret.length < shortest || this.#forms.has(secret)) return;
    const text = secret.toWellFormed();
    for (const [how, form] of [
      ["", secret],
      [", percent-encoded", encodeURIComponent(text)],
      [", form-encoded", new URLSearchParams({ "": text }).toString().slice(1)],
      [", in base64", Buffer.from(text).toString("base64").replace(/=+$/, "")],
      [", in base64url", Buffer.from(text).toString("base64url")],
      [", in JSON", JSON.stringify(secret).slice(1, -1)],
    ]) {
      if (!this.#forms.has(form)) this.#forms.set(form, kind + how);
    }
  }

  /**
   * What a text from a server or for one tells: new tokens, and the values of stored secrets.
   * @param {string} text
   */
  learnFrom(text) {
    for (const [, name, json] of text.matchAll(/"(access_token|client_secret)"\s*:\s*("(?:[^"\\]|\\.)*")/g)) {
      try {
        this.learn(name === "access_token" ? "an access token" : "the value of a stored secret", JSON.parse(json));
      } catch {} // no JSON: then nobody can read it
    }
  }

  /**
   * @param {string} text
   * @param {() => string} where
   */
  look(text, where) {
    for (const [form, kind] of this.#forms) {
      if (!text.includes(form)) continue;
      this.tell(`${kind} is in ${where()}:\n  …${this.#around(text)}…`);
      return;
    }
  }

  /**
   * Says that something was seen that must not be.
   * @param {string} words
   */
  tell(words) {
    this.seen += 1;
    if (this.seen <= most) this.#print(`${words}\n${caller()}`);
  }

  /**
   * Looks at a value in each way in which it could get into a log.
   * @param {unknown} value
   * @param {string} where
   */
  examine(value, where) {
    if (value instanceof Error) {
      this.look(String(value.message), () => `the message of ${where}`);
      this.look(String(value.stack), () => `the stack of ${where}`);
    }
    this.look(JSON.stringify(value) ?? "", () => `the JSON of ${where}`);
    // A line break of inspect's own would hide what it stands in.
    const options = { depth: Number.POSITIVE_INFINITY, showHidden: true, breakLength: Number.POSITIVE_INFINITY };
    const all = { maxArrayLength: Number.POSITIVE_INFINITY, maxStringLength: Number.POSITIVE_INFINITY };
    this.look(inspect(value, { ...options, ...all }), () => `util.inspect of ${where}`);
  }

  /**
   * What stands around the first one, without it or any other.
   * @param {string} text
   */
  #around(text) {
    const forms = [...this.#forms.keys()].sort((one, other) => other.length - one.length);
    const hidden = forms.reduce((rest, form) => rest.replaceAll(form, mask), text);
    const at = hidden.indexOf(mask);
    return hidden.slice(Math.max(0, at - 80), at + 80).replaceAll("\n", "\n  ");
  }
}

/** Who made the call: what of the stack is neither node's nor ours. */
function caller() {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 50;
  const lines = String(new Error().stack).split("\n").slice(1);
  Error.stackTraceLimit = stackTraceLimit;
  return lines.filter((line) => line.includes("file:") && !line.includes("/tests/canaries/")).join("\n");
}
