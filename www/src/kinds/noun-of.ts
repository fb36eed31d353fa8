import type { Kind } from "mysafe-wasm";
import { language } from "../i18n/language.ts";
import type { Noun } from "../i18n/noun.ts";
import { kinds } from "./kinds.ts";

/** How the current language names a kind. */
export function nounOf(kind: Kind): Noun {
  return kinds[kind].nouns[language.value];
}
