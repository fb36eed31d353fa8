import type { Kind } from "mysafe-wasm";
import type { Language } from "../words/languages.js";

/** The options of a command line, as their parsers give them. What was not given is absent. */
export interface Values {
  readonly url?: string;
  readonly clientId?: string;
  readonly clientSecretFile?: string;
  readonly accessTokenFile?: string;
  readonly tenant?: string;
  readonly kind?: Kind;
  readonly from?: string;
  readonly column?: string;
  readonly tag?: string;
  readonly name?: string;
  readonly username?: string;
  readonly itemUrl?: string;
  readonly identifierCode?: string;
  readonly verify?: boolean;
  readonly concurrency?: number;
  /** In ms, as all times. */
  readonly outage?: number;
  readonly timeout?: number;
  readonly deadline?: number;
  readonly retries?: number;
  readonly journal?: string;
  readonly includeUncertain?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly reveal?: boolean;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly quiet?: boolean;
  /** `false` with `--no-color`. */
  readonly color?: boolean;
  readonly lang?: Language;
}

/** The name of an option, as the program knows it. */
export type OptionName = keyof Values;
