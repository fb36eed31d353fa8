import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { cancel, finished, running } from "./action.ts";
import { Notice } from "./notice.tsx";
import { Outcome } from "./outcome.tsx";
import { words } from "./words.ts";

/** What is happening, or else what happened last.
 *
 * Both live regions are always in the page, since one that arrives together with its text is not read out. */
export function Result() {
  const section = useRef<HTMLElement>(null);
  const run = running.value;
  const last = run ? undefined : finished.value[0];
  const urgent = last !== undefined && "error" in last.outcome;
  useEffect(() => {
    // On a phone it is below the buttons, perhaps out of sight.
    if (last) section.current?.scrollIntoView({ block: "nearest" });
  }, [last]);
  return (
    <section class="card result" aria-labelledby="result" tabIndex={-1} ref={section}>
      <h2 id="result">{words.result}</h2>
      <div role="status">
        {run && <Notice tone="running" icon="running" title={words[run.action].running(run.identifier)} />}
        {last && !urgent && <Outcome run={last} />}
        {!run && !last && (
          <Notice tone="empty" icon="empty" title={words.nothingYet}>
            <p>{words.nothingYetHint}</p>
          </Notice>
        )}
      </div>
      <div role="alert">{last && urgent && <Outcome run={last} />}</div>
      {run && <Cancel focusNext={section} />}
    </section>
  );
}

/** Goes when there is nothing left to cancel. The focus, if it was here, then moves on instead of getting lost. */
function Cancel({ focusNext }: { readonly focusNext: RefObject<HTMLElement | null> }) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const { current } = button;
    return () => {
      if (document.activeElement === current) focusNext.current?.focus();
    };
  }, [focusNext]);
  return (
    <button class="quiet cancel" type="button" onClick={cancel} ref={button}>
      {words.cancel}
    </button>
  );
}
