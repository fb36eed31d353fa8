import { signal } from "@preact/signals";

const calm = signal("");
const urgent = signal("");

/** Announces a text to screen readers: `calmly` after their current output, `at once` in place of it. */
export function announce(text: string, when: "calmly" | "at once" = "calmly"): void {
  (when === "calmly" ? calm : urgent).value = text;
}

/** The live regions. They are always rendered: screen readers ignore a region that is added together with its text. */
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
