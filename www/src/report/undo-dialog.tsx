import { useSignal } from "@preact/signals";
import { CircleHelp, Undo2 } from "lucide";
import { words } from "../i18n/language.ts";
import { ask } from "../run/ask.ts";
import { TargetList } from "../run/target-list.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import type { Report } from "./report.ts";
import { opposite, undoable } from "./undo.ts";

interface UndoDialogProps {
  readonly report: Report;
  readonly onClose: () => void;
}

/** What to put back. Those that somebody else may have switched are listed apart, and not ticked. */
export function UndoDialog({ report, onClose }: UndoDialogProps) {
  const { undo: say, cancel } = words.value;
  const { ours, doubtful } = undoable(report);
  const action = opposite(report.action);
  const ticked = useSignal<ReadonlySet<string>>(new Set(ours.map(({ identifier }) => identifier)));
  const targets = [...ours, ...doubtful].filter(({ identifier }) => ticked.value.has(identifier));

  function tick(identifier: string, on: boolean) {
    const next = new Set(ticked.value);
    if (on) next.add(identifier);
    else next.delete(identifier);
    ticked.value = next;
  }

  return (
    <Dialog
      title={say.title}
      onClose={onClose}
      onSubmit={() => {
        onClose();
        ask({ action, targets, undoes: report });
      }}
      actions={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button type="submit" look="main" icon={Undo2} idle={targets.length === 0}>
            {say.next[action](targets.length)}
          </Button>
        </>
      }
    >
      <p>{say.ours[report.action](ours.length)}</p>
      {ours.length > 0 && <TargetList label={say.oursLabel} targets={ours} ticked={ticked.value} onTick={tick} />}
      {doubtful.length > 0 && (
        <>
          <Notice tone="doubt" icon={CircleHelp} title={say.doubtful(doubtful.length)}>
            <p>{say.doubtfulAdvice}</p>
          </Notice>
          <TargetList label={say.doubtfulLabel} targets={doubtful} ticked={ticked.value} onTick={tick} />
        </>
      )}
    </Dialog>
  );
}
