import { useSignal } from "@preact/signals";
import { CircleHelp, Undo2 } from "lucide";
import { useMemo } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { requestConfirmation } from "../run/confirmation.ts";
import { TargetList } from "../run/target-list.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { VaultCheck } from "./job-check.tsx";
import { NameCheck } from "./name-check.tsx";
import type { Report } from "./report.ts";
import { opposite, undoable } from "./undo.ts";

interface UndoDialogProps {
  readonly report: Report;
  readonly onClose: () => void;
}

/** Chooses what to undo. Items that someone else may have switched are listed separately, and not ticked. */
export function UndoDialog({ report, onClose }: UndoDialogProps) {
  const { undo: t, cancel } = words.value;
  const { certain, uncertain } = useMemo(() => undoable(report), [report]);
  const undone = useMemo(() => [...certain, ...uncertain], [certain, uncertain]);
  const action = opposite(report.action);
  const noun = nounOf(report.kind);
  const ticked = useSignal<ReadonlySet<string>>(new Set(certain.map(({ identifier }) => identifier)));
  const targets = undone.filter(({ identifier }) => ticked.value.has(identifier));

  function tick(identifier: string, on: boolean) {
    const next = new Set(ticked.value);
    if (on) next.add(identifier);
    else next.delete(identifier);
    ticked.value = next;
  }

  return (
    <Dialog
      title={t.title}
      onClose={onClose}
      onSubmit={() => {
        onClose();
        requestConfirmation({ kind: report.kind, action, targets, undoes: report });
      }}
      actions={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button type="submit" look="main" icon={Undo2} unavailable={targets.length === 0}>
            {t.next[action](targets.length, noun)}
          </Button>
        </>
      }
    >
      <VaultCheck report={report} />
      <NameCheck kind={report.kind} targets={undone} />
      {certain.length > 0 && (
        <>
          <p>{t.certain[report.action](certain.length, noun)}</p>
          <TargetList label={t.certainLabel} targets={certain} ticked={ticked.value} onTick={tick} />
        </>
      )}
      {uncertain.length > 0 && (
        <>
          <Notice tone="doubt" icon={CircleHelp} title={t.uncertain(uncertain.length)}>
            <p>{t.uncertainAdvice(noun)}</p>
          </Notice>
          <TargetList label={t.uncertainLabel} targets={uncertain} ticked={ticked.value} onTick={tick} />
        </>
      )}
    </Dialog>
  );
}
