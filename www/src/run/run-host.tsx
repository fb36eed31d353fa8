import { RefreshCw } from "lucide";
import { useEffect } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { dismissJob, pendingJob } from "./confirmation.ts";
import { runPart } from "./run-part.ts";

/** The progress of the current run, once there is one. */
export function RunProgress() {
  const { module } = runPart.fetched;
  return module ? <module.RunBar /> : null;
}

/** The confirmation of a job. It says so when it cannot be loaded: then nothing can be sent either. */
export function Confirmation() {
  const { module, failed } = runPart.fetched;
  const isAsked = pendingJob.value !== undefined;
  useEffect(() => {
    if (isAsked) void runPart.fetch();
  }, [isAsked]);
  if (!isAsked) return null;
  if (module) return <module.ConfirmDialog />;
  if (!failed) return null;
  const { lazyPart, cancel } = words.value;
  return (
    <Dialog
      title={lazyPart.failed}
      onClose={dismissJob}
      onSubmit={() => void runPart.fetch()}
      actions={
        <>
          <Button onClick={dismissJob}>{cancel}</Button>
          <Button type="submit" look="main" icon={RefreshCw} data-first>
            {lazyPart.again}
          </Button>
        </>
      }
    >
      <p>{lazyPart.advice}</p>
    </Dialog>
  );
}
