import { LogOut } from "lucide";
import { words } from "../i18n/language.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { pendingDeparture, stay } from "./departure.ts";
import { run } from "./run.ts";

/** Asks whether to leave the rest of a run unsent. */
export function DepartureDialog() {
  const departure = pendingDeparture.value;
  const current = run.value;
  if (!departure || !current) return null;
  const { leaving: t } = words.value.run;
  return (
    <Dialog
      title={`${departure.label}?`}
      onClose={stay}
      onSubmit={() => {
        stay();
        departure.leave();
      }}
      actions={
        <>
          <Button onClick={stay} data-first>
            {t.stay}
          </Button>
          <Button type="submit" look="off" icon={LogOut}>
            {departure.label}
          </Button>
        </>
      }
    >
      <p>{departure.question(current.done.value, current.total)}</p>
      <p class="muted">{t.consequence}</p>
    </Dialog>
  );
}
