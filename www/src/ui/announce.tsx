import { signal } from "@preact/signals";

const calm = signal("");
const urgent = signal("");

/** Has something read out: when there is a moment, or at once. */
export function announce(text: string, when: "calmly" | "at once" = "calmly"): void {
  (when === "calmly" ? calm : urgent).value = text;
}

/** The live regions. They are always there, for one that arrives together with its text is not read out. */
export function Announcements() {
  return (
    <>
      <div class="unseen" role="status">
        {calm}
      </div>
      <div class="unseen" role="alert">
        {urgent}
      </div>
    </>
  );
}
