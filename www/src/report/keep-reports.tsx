import { CircleAlert, Trash2 } from "lucide";
import { useId } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { keepReports, wipeReports } from "./keeper.ts";
import { isKeeping, keepingFault, unreadableCount } from "./keeping.ts";
import "../ui/checkbox.css";

/** The choice whether this browser keeps reports, what that stores, and a button that deletes it. */
export function KeepReports() {
  const { keep: t } = words.value;
  const hint = useId();
  return (
    <footer class="keep">
      <div class="tick">
        <label>
          <input
            type="checkbox"
            checked={isKeeping}
            aria-describedby={hint}
            onChange={(event) => {
              const box = event.currentTarget;
              // What the box shows is what is done, which a browser can forbid.
              const done = box.checked ? keepReports() : wipeReports();
              void done.then(() => {
                box.checked = isKeeping.value;
              });
            }}
          />
          <span>{t.label}</span>
        </label>
        <p class="muted" id={hint}>
          {t.hint}
        </p>
      </div>
      {(isKeeping.value || unreadableCount.value > 0) && (
        <Button small icon={Trash2} onClick={() => void wipeReports()}>
          {t.wipe}
        </Button>
      )}
      <div role="alert" class="keep-faults">
        {keepingFault.value && (
          <Notice tone="bad" icon={CircleAlert} title={t.faults[keepingFault.value].title}>
            <p>{t.faults[keepingFault.value].advice}</p>
          </Notice>
        )}
        {unreadableCount.value > 0 && (
          <Notice tone="doubt" icon={CircleAlert} title={t.unreadable(unreadableCount.value)}>
            <p>{t.unreadableAdvice}</p>
          </Notice>
        )}
      </div>
    </footer>
  );
}
