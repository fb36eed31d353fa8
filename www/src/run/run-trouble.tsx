import { TriangleAlert } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import { moment } from "../i18n/format.ts";
import { announce } from "../ui/announce.ts";
import { Icon } from "../ui/icon.tsx";
import type { Trouble } from "./contact.ts";
import type { Phase } from "./job.ts";
import { runWords } from "./words.ts";

interface RunTroubleProps {
  /** `undefined`: MySafe answers. */
  readonly trouble: Trouble | undefined;
  readonly phase: Phase;
}

/** Says that MySafe does not answer, since when, and what will happen. It is announced once, and so is its end. */
export function RunTrouble({ trouble, phase }: RunTroubleProps) {
  const { outage: t } = runWords.value;
  const wasInTrouble = useRef(false);
  const text = trouble && textsOf(trouble, phase);
  const isInTrouble = trouble !== undefined;
  // The texts change with the minute and with each failure: only the beginning and the end are announced.
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    if (latest.current) announce(`${latest.current.title} ${latest.current.next}`, "at once");
    else if (wasInTrouble.current && phase === "running") announce(t.over, "at once");
    wasInTrouble.current = isInTrouble;
  }, [isInTrouble]);
  return (
    text && (
      <div class="run-trouble doubt">
        <Icon of={TriangleAlert} />
        <p>
          <strong>{text.title}</strong> <span>{text.next}</span>
        </p>
      </div>
    )
  );
}

function textsOf({ since, code, oneAtATime, endsAt }: Trouble, phase: Phase) {
  const { outage: t } = runWords.value;
  const title = t.since[kindOf(code)](moment(new Date(since)).time);
  const ends = endsAt === undefined ? t.goesOn : t.ends(moment(new Date(endsAt)).time);
  return {
    title: `${title}${oneAtATime ? t.oneAtATime : "."}`,
    next: phase === "paused" ? `${t.underWay} ${ends}` : `${ends} ${t.orPause}`,
  };
}

/** What the last failure says of the whole. */
function kindOf(code: Trouble["code"]): "silent" | "failing" | "foreign" | "asksToWait" {
  if (code === undefined || code === "NETWORK" || code === "TIMEOUT") return "silent";
  if (code === "SERVER" || code === "API") return "failing";
  return code === "RATE_LIMITED" ? "asksToWait" : "foreign";
}
