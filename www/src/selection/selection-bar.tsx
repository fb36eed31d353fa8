import { useSignal } from "@preact/signals";
import { ClipboardPaste, Power, PowerOff, ScanSearch, Square, X } from "lucide";
import { useRef } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Paste } from "../paste/paste.tsx";
import type { Action } from "../report/report.ts";
import { ask } from "../run/ask.ts";
import { run } from "../run/run.ts";
import { check, checking, stopChecking } from "../secrets/check.ts";
import { matching } from "../secrets/query.ts";
import { find, secrets } from "../secrets/secrets.ts";
import { inView } from "../secrets/table.tsx";
import { Button } from "../ui/button.tsx";
import { narrow } from "../ui/media.ts";
import { choose, chosen, clearSelection } from "./selection.ts";
import "./selection-bar.css";

/** How many are chosen, and what can be done with them. */
export function SelectionBar() {
  const { selection: say, actions } = words.value;
  const pasting = useSignal(false);
  const bar = useRef<HTMLDivElement>(null);
  const many = chosen.value.size;
  const hidden = many === 0 ? 0 : many - matching.value.filter(({ identifier }) => chosen.value.has(identifier)).length;
  const more = matching.value.length - (many - hidden);

  function act(action: Action) {
    const targets = [...chosen.value].map((identifier) => ({ identifier, name: find(identifier)?.name }));
    ask({ action, targets });
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: it groups buttons, not the fields of a form
    <div class={`selection-bar ${many > 0 ? "some" : ""}`} role="group" aria-label={say.label} tabIndex={-1} ref={bar}>
      <div class="selection-count">
        <p role="status">
          {many > 0 ? <strong>{say.chosen(many)}</strong> : say.of(matching.value.length, secrets.value.length)}
          {hidden > 0 && <span class="muted"> {say.hidden(hidden)}</span>}
        </p>
        {many > 0 && more > 0 && !narrow.value && (
          <Button look="bare" small onClick={() => choose(matching.value.map(({ identifier }) => identifier))}>
            {say.all(matching.value.length)}
          </Button>
        )}
        {many > 0 && (
          <Button
            look="bare"
            small
            icon={X}
            onClick={() => {
              clearSelection();
              bar.current?.focus(); // the button goes with the selection
            }}
          >
            {say.clear}
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
          {say.paste}
        </Button>
        <CheckButton />
        {many > 0 &&
          (["activate", "deactivate"] as const).map((action) => (
            <Button
              key={action}
              look={action === "deactivate" ? "off" : "on"}
              icon={action === "deactivate" ? PowerOff : Power}
              idle={run.value !== undefined}
              onClick={() => act(action)}
            >
              {actions.many[action](many)}
            </Button>
          ))}
      </div>
      {pasting.value && (
        <Paste
          onClose={() => {
            pasting.value = false;
          }}
        />
      )}
    </div>
  );
}

/** Checks those chosen, or else those in sight. */
function CheckButton() {
  const { selection: say } = words.value;
  const progress = checking.value;
  if (progress) {
    return (
      <Button icon={Square} onClick={stopChecking}>
        {say.checking(progress.done, progress.total)}
      </Button>
    );
  }
  const many = chosen.value.size;
  return (
    <Button
      icon={ScanSearch}
      idle={many === 0 && inView.value.length === 0}
      onClick={() => void check(many > 0 ? [...chosen.value] : inView.value)}
    >
      {many > 0 ? say.checkChosen(many) : say.checkInView}
    </Button>
  );
}
