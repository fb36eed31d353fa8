import { CircleCheck, CircleHelp, FileDown, Info, Table2, TriangleAlert } from "lucide";
import { timeOfDay } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { reportPart } from "../report/report-part.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { log } from "./log.ts";
import "./log-view.css";

const icons = { plain: Info, good: CircleCheck, bad: TriangleAlert, doubt: CircleHelp };

/** The log of this visit. */
export function LogView() {
  const { log: t } = words.value;
  return (
    <section class="log-view card" aria-labelledby="log-title">
      <h2 id="log-title">{t.title}</h2>
      <p class="muted">{t.about}</p>
      <div class="log-actions">
        <Button small icon={FileDown} onClick={() => void save("txt")}>
          {t.saveText}
        </Button>
        <Button small icon={Table2} onClick={() => void save("csv")}>
          {t.saveCsv}
        </Button>
      </div>
      <ol class="log" reversed>
        {log.value.map(({ number, at, tone, text }) => (
          <li key={number} class={tone}>
            <time dateTime={at.toISOString()}>{timeOfDay(at)}</time>
            <Icon of={icons[tone]} />
            <span>{text(words.value)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

async function save(ending: "txt" | "csv"): Promise<void> {
  const part = await reportPart.fetch();
  if (part) part.saveLog(ending);
  else announce(`${words.value.lazyPart.failed}. ${words.value.lazyPart.advice}`, "at once");
}
