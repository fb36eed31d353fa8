import { useSignal } from "@preact/signals";
import { Info, Power, PowerOff } from "lucide";
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
import { ConfirmFlags } from "./confirm-flags.tsx";
import { dismissJob, pendingJob, typedConfirmationFrom } from "./confirmation.ts";
import { flagsOf, undoableOf } from "./flags.ts";
import type { Job } from "./job.ts";
import { NewValuesFirst } from "./new-values-first.tsx";
import { run, start } from "./run.ts";
import { TargetList } from "./target-list.tsx";
import { runWords } from "./words.ts";
import "./confirm-dialog.css";

/** Shows how many and which items of which kind, and asks for confirmation before anything is sent. */
export function ConfirmDialog() {
  return pendingJob.value ? <ConfirmJob job={pendingJob.value} /> : null;
}

function ConfirmJob({ job }: { readonly job: Job }) {
  const { confirm: t, cancel } = words.value;
  const { kind, action } = job;
  const noun = nounOf(kind);
  const { listing, states, query } = collectionOf(kind);
  const kept = useSignal(job.targets);
  const targets = kept.value;
  const shownKind = shown.value.kind.name;
  const many = targets.length;
  const typed = useSignal("");
  const showWrongNumber = useSignal(false);
  const verify = useSignal(false);
  const isLarge = many >= typedConfirmationFrom;
  const isConfirmed = !isLarge || typed.value.replace(/[\s.,]/g, "") === String(many);
  const isPatient = useSignal(false);
  const isOfList = kind === shownKind && !job.resumes && !job.undoes;
  const flags = flagsOf(action, targets, {
    find: (identifier) => listing.find(identifier),
    isListed: listing.items.value !== undefined,
    inSight: isOfList ? query.matching.value : undefined,
    stateOf: (identifier) => states.of(identifier),
  });
  const undoable = { all: t.undoable, some: runWords.value.undoableInPart, none: undefined };
  const here = connection.value;
  const report = job.resumes ?? job.undoes;
  const isChecked = useSignal(report === undefined);
  const isOther = report !== undefined && here !== undefined && isElsewhere(doubtOf(report, here));
  const left: Job = { ...(isOther ? apart(job) : job), targets };

  function submit() {
    if (many === 0 || !isChecked.value) return;
    if (!isConfirmed) {
      showWrongNumber.value = true;
      return;
    }
    dismissJob();
    void start({ ...left, verify: verify.value, isPatient: isLarge && isPatient.value });
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
            unavailable={run.value !== undefined || many === 0 || !isChecked.value}
            {...(!isLarge && { "data-first": true })}
          >
            {t.yes[action](many, noun)}
          </Button>
        </>
      }
    >
      <p>
        {here && t.consequence[action](many, vaultName(here), noun)}{" "}
        {may(kind, opposite(action)) && undoable[undoableOf(targets, flags)]}
      </p>
      {kind !== shownKind && (
        <Notice tone="plain" icon={Info} title={t.otherKind(noun)}>
          <p>{t.otherKindShown(nounOf(shownKind))}</p>
        </Notice>
      )}
      {report && (
        <Lazy part={reportPart}>{({ JobCheck }) => <JobCheck job={left} report={report} isChecked={isChecked} />}</Lazy>
      )}
      <ConfirmFlags
        {...{ action, noun, flags, many }}
        leftOut={job.targets.length - many}
        leaveOut={(left) => {
          const out = new Set(left);
          kept.value = targets.filter((target) => !out.has(target));
        }}
        putBack={() => {
          kept.value = job.targets;
        }}
      />
      {action === "activate" && isChecked.value && <NewValuesFirst job={left} />}
      {many > 0 && <TargetList label={t.which} targets={targets} />}
      {may(kind, "isActive") && <Checkbox value={verify} label={t.verify} hint={t.verifyHint(noun)} />}
      <Lazy part={reportPart}>{({ SignOffFields }) => <SignOffFields />}</Lazy>
      {isLarge && <Checkbox value={isPatient} label={runWords.value.patient} hint={runWords.value.patientHint} />}
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
function apart({ resumes, undoes, ...job }: Job): Job {
  return job;
}
