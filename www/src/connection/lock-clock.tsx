import { Lock } from "lucide";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { duration } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { announce } from "../ui/announce.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { useNow } from "../ui/now.ts";
import { locksAt, notice, patience, stay } from "./idle.ts";
import "./lock-clock.css";

/** When the page will lock. */
export function LockClock() {
  const now = useNow();

  const { lock } = words.value;
  const left = locksAt.value === undefined ? undefined : Math.min(patience, locksAt.value - now.value);
  const urgent = left !== undefined && left <= notice;
  useEffect(() => {
    if (urgent) announce(lock.soon, "at once");
  }, [urgent, lock]);

  const clock = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => {
    // The button goes once it is pressed.
    if (!urgent && document.activeElement === document.body) clock.current?.focus();
  }, [urgent]);

  if (urgent) {
    return (
      <p class="lock-warning">
        <Icon of={Lock} />
        <span>{lock.in(duration(left))}</span>
        <Button small look="main" onClick={stay}>
          {lock.stay}
        </Button>
      </p>
    );
  }
  const minutes = left === undefined ? undefined : Math.ceil(left / 60_000);
  const text = minutes === undefined ? lock.held : lock.after(minutes);
  return (
    <p class="lock-clock" title={text} tabIndex={-1} ref={clock}>
      <Icon of={Lock} />
      <span class="unseen">{text}</span>
      <span aria-hidden="true">{minutes === undefined ? lock.heldShort : lock.minutes(minutes)}</span>
    </p>
  );
}
