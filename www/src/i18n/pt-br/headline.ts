// Texts of a report's headline.

import type { headline as en } from "../en/headline.ts";
import type { Noun } from "../noun.ts";
import { count, countItems } from "./count.ts";

export const headline: typeof en = {
  result: {
    deactivate: (done, total, noun) => result(done, total, noun, "inativ"),
    activate: (done, total, noun) => result(done, total, noun, "ativ"),
  },
  by: ({ time, day }) => (day === undefined ? `até as ${time}` : `até as ${time} de ${day}`),
  undone: {
    deactivate: (many, { ending }) => {
      const active = `ativ${ending}`;
      return `Mais tarde ${count(many, `estava ${active}`, `estavam ${active}s`)} de novo.`;
    },
    activate: (many, { ending }) => {
      const inactive = `inativ${ending}`;
      return `Mais tarde ${count(many, `estava ${inactive}`, `estavam ${inactive}s`)} de novo.`;
    },
  },
};

/** "37 senhas ficaram inativas", or "35 de 37 senhas ficaram inativas". */
function result(done: number, total: number, noun: Noun, adjective: string): string {
  const [verb, ending] = done === 1 ? ["ficou", noun.ending] : ["ficaram", `${noun.ending}s`];
  return `${done === total ? "" : `${done.toLocaleString("pt-BR")} de `}${countItems(total, noun)} ${verb} ${adjective}${ending}`;
}
