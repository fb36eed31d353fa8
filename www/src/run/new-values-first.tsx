import { KeyRound } from "lucide";
import { knownOff, mayRotate, rotate } from "../rotate/rotation.ts";
import { Button } from "../ui/button.tsx";
import { dismissJob } from "./confirmation.ts";
import type { Job } from "./job.ts";
import { runWords } from "./words.ts";

/** Says that an activation gives out the old values again, and offers to replace them first. */
export function NewValuesFirst({ job: { kind, targets, undoes, resumes, isRenewed } }: { readonly job: Job }) {
  const off = knownOff(kind, targets);
  // What is left of an activation may have its new value already.
  if (off.length === 0 || resumes || isRenewed || !mayRotate(kind)) return null;
  const { newValuesAdvice, newValuesFirst } = runWords.value;
  return (
    <div class="new-values-first">
      <p class="muted">{newValuesAdvice}</p>
      <Button
        small
        icon={KeyRound}
        onClick={() => {
          dismissJob();
          rotate({ kind, targets: off, undoes });
        }}
      >
        {newValuesFirst(off.length)}
      </Button>
    </div>
  );
}
