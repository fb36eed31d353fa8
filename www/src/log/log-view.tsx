import { CircleCheck, CircleHelp, Info, TriangleAlert } from "lucide";
import { timeOfDay } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
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
