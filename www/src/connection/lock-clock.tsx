import { Lock } from "lucide";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { duration } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { useNow } from "../ui/now.ts";
import { idleLimit, locksAt, postponeLock, warningTime } from "./lock.ts";
import "./idle.ts";
import "./lock-clock.css";

/** The time until the page locks: minutes at first, then a countdown with a button to stay. */
export function LockClock() {
  const now = useNow();

  const { lock } = words.value;
  const remaining = locksAt.value === undefined ? undefined : Math.min(idleLimit, locksAt.value - now.value);
  const isUrgent = remaining !== undefined && remaining <= warningTime;
  useEffect(() => {
    if (isUrgent) announce(lock.soon, "at once");
  }, [isUrgent, lock]);

  const clock = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => {
    // The button, which had the focus, is removed when it is pressed.
    if (!isUrgent && document.activeElement === document.body) clock.current?.focus();
  }, [isUrgent]);

  if (isUrgent) {
    return (
      <p class="lock-warning">
        <Icon of={Lock} />
        <span>{lock.in(duration(remaining))}</span>
        <Button small look="main" onClick={postponeLock}>
          {lock.stay}
        </Button>
      </p>
    );
  }
  const minutes = remaining === undefined ? undefined : Math.ceil(remaining / 60_000);
  const text = minutes === undefined ? lock.held : lock.after(minutes);
  return (
    <p class="lock-clock" title={text} tabIndex={-1} ref={clock}>
      <Icon of={Lock} />
      <span class="unseen">{text}</span>
      <span aria-hidden="true">{minutes === undefined ? lock.heldShort : lock.minutes(minutes)}</span>
    </p>
  );
}
