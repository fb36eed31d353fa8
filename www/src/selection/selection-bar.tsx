import { useSignal } from "@preact/signals";
import { ClipboardPaste, Power, PowerOff, ScanSearch, Square, X } from "lucide";
import { useRef } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { PasteDialog } from "../paste/paste-dialog.tsx";
import type { Action } from "../report/report.ts";
import { requestConfirmation } from "../run/confirmation.ts";
import { run } from "../run/run.ts";
import { check, checking, stopChecking } from "../secrets/check.ts";
import { matching } from "../secrets/query.ts";
import { findSecret, secrets } from "../secrets/secrets.ts";
import { visibleIdentifiers } from "../secrets/table.tsx";
import { Button } from "../ui/button.tsx";
import { isNarrow } from "../ui/media.ts";
import { choose, chosen, clearSelection } from "./selection.ts";
import "./selection-bar.css";

/** The number of chosen secrets, and the actions on them. */
export function SelectionBar() {
  const { selection: t, actions } = words.value;
  const pasting = useSignal(false);
  const bar = useRef<HTMLDivElement>(null);
  const many = chosen.value.size;
  const hiddenCount =
    many === 0 ? 0 : many - matching.value.filter(({ identifier }) => chosen.value.has(identifier)).length;
  const unchosen = matching.value.length - (many - hiddenCount);

  function askFor(action: Action) {
    const targets = [...chosen.value].map((identifier) => ({ identifier, name: findSecret(identifier)?.name }));
    requestConfirmation({ action, targets });
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields, and these are buttons
    <div class={`selection-bar ${many > 0 ? "some" : ""}`} role="group" aria-label={t.label} tabIndex={-1} ref={bar}>
      <div class="selection-count">
        <p role="status">
          {many > 0 ? <strong>{t.chosen(many)}</strong> : t.of(matching.value.length, secrets.value.length)}
          {hiddenCount > 0 && <span class="muted"> {t.hidden(hiddenCount)}</span>}
        </p>
        {many > 0 && unchosen > 0 && !isNarrow.value && (
          <Button look="bare" small onClick={() => choose(matching.value.map(({ identifier }) => identifier))}>
            {t.all(matching.value.length)}
          </Button>
        )}
        {many > 0 && (
          <Button
            look="bare"
            small
            icon={X}
            onClick={() => {
              clearSelection();
              bar.current?.focus(); // the button is removed with the selection
            }}
          >
            {t.clear}
          </Button>
        )}
      </div>
      <div class="selection-actions">
        <Button
          icon={ClipboardPaste}
          onClick={() => {
            pasting.value = true;
          }}
        >
          {t.paste}
        </Button>
        <CheckButton />
        {many > 0 &&
          (["activate", "deactivate"] as const).map((action) => (
            <Button
              key={action}
              look={action === "deactivate" ? "off" : "on"}
              icon={action === "deactivate" ? PowerOff : Power}
              unavailable={run.value !== undefined}
              onClick={() => askFor(action)}
            >
              {actions.many[action](many)}
            </Button>
          ))}
      </div>
      {pasting.value && (
        <PasteDialog
          onClose={() => {
            pasting.value = false;
          }}
        />
      )}
    </div>
  );
}

/** Checks the chosen secrets, or the visible ones if none is chosen. */
function CheckButton() {
  const { selection: t } = words.value;
  const progress = checking.value;
  if (progress) {
    return (
      <Button icon={Square} onClick={stopChecking}>
        {t.checking(progress.done, progress.total)}
      </Button>
    );
  }
  const many = chosen.value.size;
  return (
    <Button
      icon={ScanSearch}
      unavailable={many === 0 && visibleIdentifiers.value.length === 0}
      onClick={() => void check(many > 0 ? [...chosen.value] : visibleIdentifiers.value)}
    >
      {many > 0 ? t.checkChosen(many) : t.checkInView}
    </Button>
  );
}
