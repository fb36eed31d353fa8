import { type Signal, useSignal } from "@preact/signals";
import { TriangleAlert } from "lucide";
import { useLayoutEffect } from "preact/hooks";
import { connection } from "../connection/connection.ts";
import { nounOf } from "../kinds/noun-of.ts";
import type { Job } from "../run/job.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { Notice } from "../ui/notice.tsx";
import { doubtOf, isElsewhere, type VaultDoubt, vaultName } from "../vault.ts";
import { isComparing, NameCheck } from "./name-check.tsx";
import type { Report } from "./report.ts";
import { vaultWords } from "./vault-words.ts";

/** Says that a report is, or may be, of another vault than the connected one. */
export function VaultCheck({ report }: { readonly report: Report }) {
  const t = vaultWords.value;
  const here = connection.value;
  const doubt = here && doubtOf(report, here);
  if (!doubt) return null;
  return (
    <Notice tone="doubt" icon={TriangleAlert} title={isElsewhere(doubt) ? t.otherMySafe : t.maybeOther}>
      <p>{textOf(doubt, report)}</p>
    </Notice>
  );
}

interface JobCheckProps {
  readonly job: Job;
  readonly report: Report;
  /** Set once nothing is left to be compared or accepted. */
  readonly isChecked: Signal<boolean>;
}

/** Compares the vault and the names of the report that a job continues or undoes with the connected ones. */
export function JobCheck({ job: { kind, targets }, report, isChecked }: JobCheckProps) {
  const t = vaultWords.value;
  const isAccepted = useSignal(false);
  const here = connection.value;
  const isOther = here !== undefined && isElsewhere(doubtOf(report, here));
  const isDone = !isComparing(kind) && (!isOther || isAccepted.value);
  useLayoutEffect(() => {
    isChecked.value = isDone;
  }, [isChecked, isDone]);
  return (
    <>
      <VaultCheck report={report} />
      <NameCheck kind={kind} targets={targets} isOfRenamed />
      {isOther && <Checkbox value={isAccepted} label={t.accept(vaultName(here))} hint={t.acceptHint} />}
    </>
  );
}

function textOf(doubt: VaultDoubt, { kind, address = "", tenant }: Report): string {
  const { doubts } = vaultWords.value;
  const noun = nounOf(kind);
  if (doubt === "otherAddress") return doubts.otherAddress(address, noun);
  if (doubt === "otherTenant") return doubts.otherTenant(tenant, noun);
  return doubts[doubt](noun);
}
