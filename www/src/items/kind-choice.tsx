import { may } from "../connection/broker.ts";
import { words } from "../i18n/language.ts";
import { kindNames } from "../kinds/kinds.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { Segments } from "../ui/segments.tsx";
import { show, shown } from "./collection.ts";

/** The choice of the kind on screen. A screen reader says the kind as it is chosen, and then the length of its list. */
export function KindChoice() {
  return (
    <Segments
      legend={words.value.filters.kind}
      name="kind"
      value={shown.value.kind.name}
      options={kindNames.filter((kind) => may(kind, "list")).map((kind) => [kind, nounOf(kind).title])}
      onChoose={show}
    />
  );
}
