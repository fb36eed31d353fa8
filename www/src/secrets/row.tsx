import {
  BadgeCheck,
  CircleCheck,
  CircleDashed,
  CircleOff,
  Eye,
  MessageSquareText,
  Pencil,
  Power,
  PowerOff,
} from "lucide";
import type { ApiSecretSummary } from "mysafe-wasm";
import { timeOfDay } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import type { Action } from "../report/report.ts";
import { requestConfirmation } from "../run/confirmation.ts";
import { run } from "../run/run.ts";
import { chosen, extendTo, toggle } from "../selection/selection.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { currentIdentifier } from "./current.ts";
import { matching } from "./query.ts";
import { knowledgeOf, type State, stateOf } from "./states.ts";

interface SecretRowProps {
  readonly secret: ApiSecretSummary;
  readonly index: number;
  /** The position and the height of the row, px. */
  readonly top: number;
  readonly height: number;
  readonly isCurrent: boolean;
}

/** One secret. Tab reaches its controls only in the current row.
 *
 * Its props do not change while the list scrolls, so it is not rendered again. */
export function SecretRow({ secret, index, top, height, isCurrent }: SecretRowProps) {
  const { identifier, name } = secret;
  const { table: t } = words.value;
  const isChosen = chosen.value.has(identifier);
  const tabIndex = isCurrent ? 0 : -1;
  return (
    // biome-ignore lint/a11y: the grid handles the keys
    <div
      role="row"
      class={`row ${isChosen ? "chosen" : ""}`}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      tabIndex={tabIndex}
      style={{ transform: `translateY(${top}px)`, height: `${height}px` }}
      onFocusCapture={() => {
        currentIdentifier.value = identifier;
      }}
    >
      {/* biome-ignore lint/a11y: a cell of the grid */}
      <div role="gridcell" class="cell-check">
        <label class="check-target">
          <input
            type="checkbox"
            aria-label={t.choose(name, identifier)}
            checked={isChosen}
            tabIndex={tabIndex}
            onClick={(event) => {
              if (event.shiftKey) extendTo(identifier, matching.peek());
              else toggle(identifier);
            }}
          />
        </label>
      </div>
      {/* biome-ignore lint/a11y: a cell of the grid */}
      <div role="gridcell" class="cell-name">
        <bdi title={name}>{name}</bdi>
      </div>
      {/* biome-ignore lint/a11y: a cell of the grid */}
      <div role="gridcell" class="cell-identifier">
        {identifier}
      </div>
      {/* biome-ignore lint/a11y: a cell of the grid */}
      <div role="gridcell" class="cell-permissions">
        <Permissions secret={secret} />
      </div>
      {/* biome-ignore lint/a11y: a cell of the grid */}
      <div role="gridcell" class="cell-state">
        <StateMark identifier={identifier} />
      </div>
      {/* biome-ignore lint/a11y: a cell of the grid */}
      <div role="gridcell" class="cell-actions">
        <RowActions secret={secret} tabIndex={tabIndex} />
      </div>
    </div>
  );
}

function Permissions({
  secret: { canView, canWrite, needApproval, needJustify },
}: {
  readonly secret: ApiSecretSummary;
}) {
  const { table: t } = words.value;
  const marks = [
    [canView, Eye, t.canView],
    [canWrite, Pencil, t.canWrite],
    [needJustify, MessageSquareText, t.needJustify],
    [needApproval, BadgeCheck, t.needApproval],
  ] as const;
  return (
    <span class="permissions">
      {marks.map(
        ([holds, icon, label]) =>
          holds && (
            <span key={label} class="permission" title={label}>
              <Icon of={icon} />
              <span class="unseen">{label}. </span>
            </span>
          ),
      )}
      {!canWrite && <span class="read-only">{t.readOnly}</span>}
    </span>
  );
}

const stateIcons: Record<State, typeof CircleCheck> = {
  active: CircleCheck,
  inactive: CircleOff,
  unknown: CircleDashed,
};

function StateMark({ identifier }: { readonly identifier: string }) {
  const state = stateOf(identifier);
  const knowledge = knowledgeOf(identifier);
  const { states, table, reasons } = words.value;
  const why = knowledge && "why" in knowledge ? reasons[knowledge.why].what : undefined;
  const title = knowledge ? (why ?? table.knownSince(timeOfDay(new Date(knowledge.at)))) : table.notChecked;
  return (
    <span class={`state ${state}`} title={title}>
      <Icon of={stateIcons[state]} />
      {states[state]}
      {why && <span class="unseen">: {why}</span>}
    </span>
  );
}

function RowActions({ secret, tabIndex }: { readonly secret: ApiSecretSummary; readonly tabIndex: number }) {
  const { identifier, name } = secret;
  const { actions } = words.value;
  const state = stateOf(identifier);
  const offered: readonly Action[] =
    state === "active" ? ["deactivate"] : state === "inactive" ? ["activate"] : ["deactivate", "activate"];
  return (
    <>
      {offered.map((action) => (
        <Button
          key={action}
          small
          look="bare"
          class={`row-action ${action}`}
          icon={action === "deactivate" ? PowerOff : Power}
          aria-label={actions.one[action](name, identifier)}
          tabIndex={tabIndex}
          unavailable={run.value !== undefined}
          onClick={() => requestConfirmation({ action, targets: [{ identifier, name }] })}
        >
          {actions[action]}
        </Button>
      ))}
    </>
  );
}
