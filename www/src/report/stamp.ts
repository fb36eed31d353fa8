import { moment } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { lastLook } from "./looks.ts";
import { recordWords } from "./record-words.ts";
import type { Entry, Report } from "./report.ts";

/** What the last look at an item saw, and when. */
export interface Stamp {
  readonly tone: "good" | "bad" | "doubt";
  readonly text: string;
}

/** The stamp of the last look at an item. */
export function stampOf(entry: Entry, { action, kind }: Report): Stamp | undefined {
  const look = lastLook(entry);
  if (!look) return undefined;
  const { verify: t } = recordWords.value;
  const when = words.value.report.when(moment(look.at));
  const stamps = t.stamps[action](nounOf(kind));
  if (look.active === undefined) return { tone: "doubt", text: stamps.unseen(when) };
  return look.active === (action === "activate")
    ? { tone: "good", text: stamps.asAsked(when) }
    : { tone: "bad", text: stamps.other(when) };
}
