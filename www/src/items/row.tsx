import {
  BadgeCheck,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleOff,
  Eye,
  MessageSquareText,
  PanelRight,
  Pencil,
  PencilOff,
  Power,
  PowerOff,
} from "lucide";
import { may } from "../connection/broker.ts";
import { dayAndTime, moment, timeOfDay } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import type { Summary } from "../kinds/kind.ts";
import { nounOf } from "../kinds/noun-of.ts";
import type { Action } from "../report/report.ts";
import { requestConfirmation } from "../run/confirmation.ts";
import { run } from "../run/run.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import type { Collection } from "./collection.ts";
import type { State } from "./states.ts";

interface ItemProps {
  readonly collection: Collection;
  readonly item: Summary;
}

interface ItemRowProps extends ItemProps {
  readonly index: number;
  /** The position and the height of the row, px. */
  readonly top: number;
  readonly height: number;
  readonly isCurrent: boolean;
}

/** One item. Tab reaches its controls only in the current row.
 *
 * Its props do not change while the list scrolls, so it is not rendered again. */
export function ItemRow({ collection, item, index, top, height, isCurrent }: ItemRowProps) {
  const { identifier, name } = item;
  const { kind, selection, query, currentIdentifier } = collection;
  const { table: t } = words.value;
  const isChosen = selection.chosen.value.has(identifier);
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
      onMouseDown={(event) => {
        if (!event.shiftKey || isOnControl(event)) return;
        event.preventDefault(); // or the text between two clicks is selected
        event.currentTarget.focus();
      }}
      onClick={(event) => {
        if (isOnControl(event) || event.detail > 1 || getSelection()?.isCollapsed === false) return;
        if (event.shiftKey) selection.extendTo(identifier, query.matching.peek());
        else selection.toggle(identifier);
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
              if (event.shiftKey) selection.extendTo(identifier, query.matching.peek());
              else selection.toggle(identifier);
            }}
          />
        </label>
      </div>
      {/* biome-ignore lint/a11y: a cell of the grid */}
      <div role="gridcell" class="cell-name">
        <bdi title={name}>{name}</bdi>
      </div>
      {kind.columns.length > 0 && (
        <div role="none" class="cell-columns">
          {kind.columns.map((column) => (
            // biome-ignore lint/a11y: a cell of the grid
            <div key={column} role="gridcell" class={`cell-column ${column}`}>
              <bdi title={item[column]}>{item[column]?.replace(/^https:\/\//, "")}</bdi>
            </div>
          ))}
        </div>
      )}
      {/* biome-ignore lint/a11y: a cell of the grid */}
      <div role="gridcell" class="cell-identifier">
        {identifier}
      </div>
      {/* biome-ignore lint/a11y: a cell of the grid */}
      <div role="gridcell" class="cell-permissions">
        <Permissions item={item} />
      </div>
      {/* biome-ignore lint/a11y: a cell of the grid */}
      <div role="gridcell" class="cell-state">
        <StateMark collection={collection} item={item} />
      </div>
      {/* biome-ignore lint/a11y: a cell of the grid */}
      <div role="gridcell" class="cell-actions">
        <RowActions collection={collection} item={item} tabIndex={tabIndex} />
      </div>
    </div>
  );
}

/** Whether a click is on something that has a meaning of its own. */
function isOnControl({ target }: Event): boolean {
  return target instanceof Element && target.closest("button, a, input, label") !== null;
}

function Permissions({ item: { canView, canWrite, needApproval, needJustify } }: { readonly item: Summary }) {
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
      {!canWrite && (
        <>
          <span class="read-only-mark" title={t.readOnly}>
            <Icon of={PencilOff} />
          </span>
          <span class="read-only">{t.readOnly}</span>
        </>
      )}
    </span>
  );
}

const stateIcons: Record<State, typeof CircleCheck> = {
  active: CircleCheck,
  inactive: CircleOff,
  unknown: CircleHelp,
  unchecked: CircleDashed,
};

/** The known state of an item, with its time if it is of an earlier connection. */
export function StateMark({ collection: { kind, states: known }, item: { identifier } }: ItemProps) {
  const state = known.of(identifier);
  const knowledge = known.knowledgeOf(identifier);
  const { states, table, reasons } = words.value;
  const why = knowledge && "why" in knowledge ? reasons(nounOf(kind.name))[knowledge.why].what : undefined;
  const at = new Date(knowledge?.at ?? 0);
  const { time, day } = moment(at);
  const title = knowledge ? (why ?? table.knownSince(day ? dayAndTime(at) : timeOfDay(at))) : table.notChecked;
  return (
    <span class={`state ${state}`} title={title}>
      <Icon of={stateIcons[state]} />
      {states[state]}
      {why && <span class="unseen">: {why}</span>}
      {knowledge && known.isKept(knowledge) && (
        <span class="state-time">
          <span class="unseen">{table.asOf} </span>
          {day ?? time}
        </span>
      )}
    </span>
  );
}

function RowActions({ collection, item, tabIndex }: ItemProps & { readonly tabIndex: number }) {
  const { identifier, name } = item;
  const { kind, states, opened } = collection;
  const { actions, table: t } = words.value;
  const knowledge = states.knowledgeOf(identifier);
  // What was seen on an earlier connection may have changed since.
  const state = knowledge && states.isKept(knowledge) ? "unknown" : states.of(identifier);
  const offered: readonly Action[] =
    state === "active" ? ["deactivate"] : state === "inactive" ? ["activate"] : ["deactivate", "activate"];
  return (
    <>
      {offered.map(
        (action) =>
          may(kind.name, action) && (
            <Button
              key={action}
              small
              look="bare"
              class={`row-action ${action}`}
              icon={action === "deactivate" ? PowerOff : Power}
              aria-label={actions.one[action](name, identifier)}
              title={actions[action]}
              tabIndex={tabIndex}
              unavailable={run.value !== undefined}
              onClick={() => requestConfirmation({ kind: kind.name, action, targets: [{ identifier, name }] })}
            >
              {actions[action]}
            </Button>
          ),
      )}
      {may(kind.name, "isActive") && (
        <Button
          small
          look="bare"
          class="row-action details-of"
          icon={PanelRight}
          aria-label={t.detailsOf(name, identifier)}
          aria-expanded={opened.value === identifier}
          title={t.details}
          tabIndex={tabIndex}
          onClick={() => {
            opened.value = identifier;
          }}
        />
      )}
    </>
  );
}
