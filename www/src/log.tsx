import { finished } from "./action.ts";
import { Icon } from "./icon.tsx";
import { sentenceOf, toneOf } from "./outcome.tsx";
import { words } from "./words.ts";
import "./log.css";

const clock = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "medium", hourCycle: "h23" });

/** What was done on this visit, the newest first. */
export function Log() {
  return (
    <section class="card" aria-labelledby="log">
      <h2 id="log">{words.log}</h2>
      {finished.value.length === 0 ? (
        <p class="log-empty">{words.logEmpty}</p>
      ) : (
        <ol class="log" reversed>
          {finished.value.map((run) => (
            <li key={run.startedAt} class={toneOf(run)}>
              <time dateTime={run.startedAt.toISOString()}>{clock.format(run.startedAt)}</time>
              <Icon name={toneOf(run)} />
              <span>
                {sentenceOf(run)}
                {"error" in run.outcome && <code>{run.outcome.error.code}</code>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
