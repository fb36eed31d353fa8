import { useSignal } from "@preact/signals";
import { Info, Power, PowerOff, TriangleAlert } from "lucide";
import { may } from "../connection/broker.ts";
import { connection } from "../connection/connection.ts";
import { words } from "../i18n/language.ts";
import { collectionOf, shown } from "../items/collection.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { reportPart } from "../report/report-part.ts";
import { opposite } from "../report/undo.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Lazy } from "../ui/lazy-part.tsx";
import { Notice } from "../ui/notice.tsx";
import { doubtOf, isElsewhere, vaultName } from "../vault.ts";
import { dismissJob, pendingJob, typedConfirmationFrom } from "./confirmation.ts";
import { type Job, run, start } from "./run.ts";
import { TargetList } from "./target-list.tsx";
import "./confirm-dialog.css";

/** Shows how many and which items of which kind, and asks for confirmation before anything is sent. */
export function ConfirmDialog() {
  return pendingJob.value ? <ConfirmJob job={pendingJob.value} /> : null;
}

function ConfirmJob({ job }: { readonly job: Job }) {
  const { confirm: t, cancel } = words.value;
  const { kind, action, targets } = job;
  const noun = nounOf(kind);
  const { listing } = collectionOf(kind);
  const shownKind = shown.value.kind.name;
  const many = targets.length;
  const typed = useSignal("");
  const showWrongNumber = useSignal(false);
  const verify = useSignal(false);
  const isLarge = many >= typedConfirmationFrom;
  const isConfirmed = !isLarge || typed.value.replace(/[\s.,]/g, "") === String(many);
  const readOnlyCount = targets.filter(({ identifier }) => listing.find(identifier)?.canWrite === false).length;
  const here = connection.value;
  const report = job.resumes ?? job.undoes;
  const isChecked = useSignal(report === undefined);

  function submit() {
    if (!isChecked.value) return;
    if (!isConfirmed) {
      showWrongNumber.value = true;
      return;
    }
    dismissJob();
    void start({ ...(report && here && isElsewhere(doubtOf(report, here)) ? apart(job) : job), verify: verify.value });
  }

  return (
    <Dialog
      title={t.title[action](many, noun)}
      onClose={dismissJob}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={dismissJob}>{cancel}</Button>
          <Button
            type="submit"
            look={action === "deactivate" ? "off" : "on"}
            icon={action === "deactivate" ? PowerOff : Power}
            unavailable={run.value !== undefined || !isChecked.value}
            {...(!isLarge && { "data-first": true })}
          >
            {t.yes[action](many, noun)}
          </Button>
        </>
      }
    >
      <p>
        {here && t.consequence[action](vaultName(here), noun)} {may(kind, opposite(action)) && t.undoable}
      </p>
      {kind !== shownKind && (
        <Notice tone="plain" icon={Info} title={t.otherKind(noun)}>
          <p>{t.otherKindShown(nounOf(shownKind))}</p>
        </Notice>
      )}
      {report && (
        <Lazy part={reportPart}>{({ JobCheck }) => <JobCheck job={job} report={report} isChecked={isChecked} />}</Lazy>
      )}
      {readOnlyCount > 0 && (
        <Notice tone="doubt" icon={TriangleAlert} title={t.readOnly(readOnlyCount, noun)}>
          <p>{t.readOnlyAdvice(noun)}</p>
        </Notice>
      )}
      <TargetList label={t.which} targets={targets} />
      {may(kind, "isActive") && <Checkbox value={verify} label={t.verify} hint={t.verifyHint(noun)} />}
      {isLarge && (
        <Field
          class="typed"
          label={t.typeNumber(many, noun)}
          value={typed}
          inputMode="numeric"
          focusFirst
          error={showWrongNumber.value && !isConfirmed ? t.wrongNumber(many, noun) : undefined}
        />
      )}
    </Dialog>
  );
}

/** The job as a run of its own: what comes of items in one vault is not part of a report of another one. */
function apart({ kind, action, targets }: Job): Job {
  return { kind, action, targets };
}
