import { useMemo } from "preact/hooks";
import { headline as en } from "../i18n/en/headline.ts";
import { moment } from "../i18n/format.ts";
import { inLanguage } from "../i18n/language.ts";
import { headline as ptBR } from "../i18n/pt-br/headline.ts";
import { itemOf } from "../item.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { isUnsettled, type Report } from "./report.ts";
import "./headline.css";

const texts = inLanguage({ en, "pt-BR": ptBR });

/** How many items of a report were in the requested state, and by when. */
export function Headline({ report }: { readonly report: Report }) {
  const t = texts.value;
  const { kind, action, entries, endedAt, undone } = report;
  const noun = nounOf(kind);
  const settled = useMemo(() => entries.filter(({ outcome }) => !isUnsettled(outcome)), [entries]);
  const undoneCount = settled.filter(({ identifier }) => undone.has(itemOf(identifier))).length;
  const result = t.result[action](settled.length, entries.length, noun, endedAt && moment(endedAt));
  return (
    <h3 class="headline">
      {result}
      {undoneCount > 0 && ` ${t.undone[action](undoneCount, noun)}`}
    </h3>
  );
}
