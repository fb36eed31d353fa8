// Texts of a report's headline.

import type { headline as en, Moment } from "../en/headline.ts";
import type { Noun } from "../noun.ts";
import { at, count, countItems, countItemsThat } from "./count.ts";

export const headline: typeof en = {
  result: {
    deactivate: (done, total, noun, end) => result(done, total, noun, "inativ", end),
    activate: (done, total, noun, end) => result(done, total, noun, "ativ", end),
  },
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

/** "Resultado às 17:48: 37 senhas inativas.", or "35 inativas de 37 senhas". */
function result(done: number, total: number, noun: Noun, adjective: string, end?: Moment): string {
  const when = end ? `${end.day === undefined ? "" : ` em ${end.day}`} ${at(end.time)}` : "";
  const { ending } = noun;
  const items =
    done === total
      ? countItemsThat(total, noun, adjective)
      : `${count(done, `${adjective}${ending}`, `${adjective}${ending}s`)} de ${countItems(total, noun)}`;
  return `Resultado${when}: ${items}.`;
}
