import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** The current time, ms since the Unix epoch, updated each second while the component is mounted. */
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
