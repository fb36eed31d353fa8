import { ClipboardPaste, ListFilter, Power, PowerOff, ScanSearch, X } from "lucide";
import { useRef } from "preact/hooks";
import { may } from "../connection/broker.ts";
import { FindButton } from "../find/find-button.tsx";
import { PartButton } from "../find/part-button.tsx";
import { words } from "../i18n/language.ts";
import { shown } from "../items/collection.ts";
import { nounOf } from "../kinds/noun-of.ts";
import type { Action } from "../report/report.ts";
import { requestConfirmation } from "../run/confirmation.ts";
import { run } from "../run/run.ts";
import { Button } from "../ui/button.tsx";
import { isNarrow } from "../ui/media.ts";
import "./selection-bar.css";

/** The number of chosen items, and the actions on them. */
export function SelectionBar() {
  const { selection: t, actions } = words.value;
  const bar = useRef<HTMLDivElement>(null);
  const { kind, listing, selection, query } = shown.value;
  const noun = nounOf(kind.name);
  const chosen = selection.chosen.value;
  const matching = query.matching.value;
  const many = chosen.size;
  const hiddenCount = many === 0 ? 0 : many - matching.filter(({ identifier }) => chosen.has(identifier)).length;
  const unchosen = matching.length - (many - hiddenCount);
  const showsOnly = query.only.value !== undefined;

  function askFor(action: Action) {
    const targets = [...chosen].map((identifier) => ({ identifier, name: listing.find(identifier)?.name }));
    requestConfirmation({ kind: kind.name, action, targets });
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields, and these are buttons
    <div class={`selection-bar ${many > 0 ? "some" : ""}`} role="group" aria-label={t.label} tabIndex={-1} ref={bar}>
      <div class="selection-count">
        <p role="status">
          {many > 0 ? (
            <strong>{t.chosen(many, noun)}</strong>
          ) : (
            listing.items.value && t.of(matching.length, listing.items.value.length, noun)
          )}
          {hiddenCount > 0 && <span class="muted"> {t.hidden(hiddenCount)}</span>}
        </p>
        {many > 0 && unchosen > 0 && !showsOnly && !isNarrow.value && (
          <Button look="bare" small onClick={() => selection.choose(matching.map(({ identifier }) => identifier))}>
            {t.all(matching.length)}
          </Button>
        )}
        {(many > 0 || showsOnly) && (
          <Button
            look="bare"
            small
            icon={ListFilter}
            aria-pressed={showsOnly}
            onClick={() => {
              if (showsOnly) query.only.value = undefined;
              else query.showChosen();
              if (many === 0) bar.current?.focus(); // the button is removed
            }}
          >
            {t.only}
          </Button>
        )}
        {many > 0 && (
          <Button
            look="bare"
            small
            icon={X}
            onClick={() => {
              selection.clear();
              query.only.value = undefined;
              bar.current?.focus(); // the button is removed with the selection
            }}
          >
            {t.clear}
          </Button>
        )}
      </div>
      <div class="selection-actions">
        <PartButton dialog="PasteDialog" icon={ClipboardPaste} label={t.paste} />
        <FindButton kind={kind.name} unavailable={listing.items.value === undefined} />
        {may(kind.name, "isActive") && <CheckButton />}
        {many > 0 &&
          (["activate", "deactivate"] as const).map(
            (action) =>
              may(kind.name, action) && (
                <Button
                  key={action}
                  look={action === "deactivate" ? "off" : "on"}
                  icon={action === "deactivate" ? PowerOff : Power}
                  unavailable={run.value !== undefined}
                  onClick={() => askFor(action)}
                >
                  {actions.many[action](many)}
                </Button>
              ),
          )}
      </div>
    </div>
  );
}

/** Checks the chosen items, or the visible ones if none is chosen. */
function CheckButton() {
  const { check: t } = words.value;
  const { kind, selection, check, inView } = shown.value;
  const many = selection.chosen.value.size;
  return (
    <Button
      icon={ScanSearch}
      title={t.hint(nounOf(kind.name))}
      unavailable={check.progress.value !== undefined || (many === 0 && inView.value.length === 0)}
      onClick={() => check.request(many > 0 ? [...selection.chosen.value] : inView.value)}
    >
      {many > 0 ? t.selected(many) : t.inView}
    </Button>
  );
}
