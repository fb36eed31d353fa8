import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** The time, ms since the Unix epoch, told anew each second while whoever asks is shown. */
export function useNow(): Signal<number> {
  const now = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = Date.now();
    }, 1_000);
    return () => clearInterval(timer);
  }, [now]);
  return now;
}
