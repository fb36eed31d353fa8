import { announced } from "./announce.ts";

/** The live regions. They are always rendered: screen readers ignore a region that is added together with its text. */
export function Announcements() {
  return (
    <>
      <div class="unseen" role="status">
        {announced.calmly}
      </div>
      <div class="unseen" role="alert">
        {announced["at once"]}
      </div>
    </>
  );
}
