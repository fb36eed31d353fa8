import { useEffect } from "preact/hooks";
import { latestWait } from "../connection/connection.ts";
import { duration, number } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import type { Noun } from "../i18n/noun.ts";
import { announce } from "../ui/announce.ts";
import { useNow } from "../ui/now.ts";
import type { Search } from "./search.ts";
import { findWords } from "./words.ts";

/** The progress of a search: how many items are opened, how many store a value, and the time left once the speed is known. */
export function FindProgress({ search, noun }: { readonly search: Search; readonly noun: Noun }) {
  const t = findWords.value;
  const { reasons } = words.value;
  const { done, total, found } = search.progress.value ?? { done: 0, total: 1, found: 0 };
  const now = useNow();
  const left = search.speed.remainingTime(now.value, done, total);
  const wait = latestWait.value;
  const tenth = Math.floor((done / total) * 10);
  useEffect(() => announce(`${t.progress(done, total)} ${t.foundSoFar(found, noun)}`), [tenth]);
  return (
    <>
      <p class="find-headline">{t.running(total, noun)}</p>
      <progress max={total} value={done} aria-label={t.progressLabel} />
      <p class="find-numbers">
        <span>
          <strong>{number(done)}</strong> / {number(total)}
        </span>
        <span>{t.foundSoFar(found, noun)}</span>
        {left !== undefined && <span>{t.left(duration(left))}</span>}
        {wait && wait.until - now.value > 1_000 && (
          <span class="doubt">{t.waiting(reasons(noun)[wait.code].what, duration(wait.until - now.value))}</span>
        )}
      </p>
      <p class="muted">{t.stopMeans}</p>
    </>
  );
}
