import { useSignal } from "@preact/signals";
import { Power, PowerOff, TriangleAlert } from "lucide";
import { connection } from "../connection/connection.ts";
import { words } from "../i18n/language.ts";
import { find } from "../secrets/secrets.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { Tick } from "../ui/tick.tsx";
import { asked, dismiss, largeFrom } from "./ask.ts";
import { type Job, run, start } from "./run.ts";
import { TargetList } from "./target-list.tsx";
import "./confirm.css";

/** Says how many and which before anything is sent. */
export function Confirm() {
  return asked.value ? <Question job={asked.value} /> : null;
}

function Question({ job }: { readonly job: Job }) {
  const { confirm: say, cancel } = words.value;
  const { action, targets } = job;
  const many = targets.length;
  const typed = useSignal("");
  const pointOut = useSignal(false);
  const verify = useSignal(false);
  const large = many >= largeFrom;
  const agreed = !large || typed.value.replace(/[\s.,]/g, "") === String(many);
  const readOnly = targets.filter(({ identifier }) => find(identifier)?.canWrite === false).length;
  const address = connection.value?.address ?? "";
  const elsewhere = [job.resumes, job.undoes].find((report) => report && report.address !== address);

  function submit() {
    if (!agreed) {
      pointOut.value = true;
      return;
    }
    dismiss();
    void start({ ...job, verify: verify.value });
  }

  return (
    <Dialog
      title={say.title[action](many)}
      onClose={dismiss}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={dismiss}>{cancel}</Button>
          <Button
            type="submit"
            look={action === "deactivate" ? "off" : "on"}
            icon={action === "deactivate" ? PowerOff : Power}
            idle={run.value !== undefined}
            {...(!large && { "data-first": true })}
          >
            {say.yes[action](many)}
          </Button>
        </>
      }
    >
      <p>{say.what[action](address)}</p>
      {elsewhere && (
        <Notice tone="doubt" icon={TriangleAlert} title={say.elsewhere}>
          <p>{elsewhere.address ? say.elsewhereThere(elsewhere.address) : say.elsewhereUnknown}</p>
        </Notice>
      )}
      {readOnly > 0 && (
        <Notice tone="doubt" icon={TriangleAlert} title={say.readOnly(readOnly)}>
          <p>{say.readOnlyAdvice}</p>
        </Notice>
      )}
      <TargetList label={say.which} targets={targets} />
      <Tick value={verify} label={say.verify} hint={say.verifyHint} />
      {large && (
        <Field
          class="typed"
          label={say.typeNumber(many)}
          value={typed}
          inputMode="numeric"
          first
          wrong={pointOut.value && !agreed ? say.wrongNumber(many) : undefined}
        />
      )}
    </Dialog>
  );
}
