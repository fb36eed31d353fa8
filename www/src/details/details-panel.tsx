import { X } from "lucide";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { words } from "../i18n/language.ts";
import type { Collection } from "../items/collection.ts";
import { focusCurrentRow } from "../items/current-row.ts";
import { StateMark } from "../items/row.tsx";
import { hasDetails } from "../items/stacked.ts";
import type { Summary } from "../kinds/kind.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { Button } from "../ui/button.tsx";
import { ItemReading } from "./item-reading.tsx";
import { SameName } from "./same-name.tsx";
import { detailWords } from "./words.ts";
import "./details.css";

interface DetailsPanelProps {
  readonly collection: Collection;
  readonly identifier: string;
}

/** The details of one item: beside the list, or over it in a window without room for both. */
export function DetailsPanel({ collection, identifier }: DetailsPanelProps) {
  const { opened, kind, listing } = collection;
  const t = detailWords.value;
  const id = useId();
  const panel = useRef<HTMLDialogElement>(null);
  const item = listing.find(identifier);
  const isBeside = hasDetails.value;
  useLayoutEffect(() => {
    const { current } = panel;
    // It is not closed before it is removed: the browser would give the focus to the row that it had before the first panel.
    if (current?.open) current.close();
    if (isBeside) current?.show();
    else current?.showModal();
  }, [isBeside]);
  // The heading, so that a screen reader says whose details these are.
  useLayoutEffect(() => panel.current?.querySelector("h3")?.focus(), [identifier, isBeside]);

  function close() {
    opened.value = undefined;
    // The row can be rendered anew, in a list with more room.
    requestAnimationFrame(focusCurrentRow);
  }

  const name = item?.name ?? identifier;
  return (
    <dialog
      class={`details ${isBeside ? "card" : "over"}`}
      aria-labelledby={id}
      ref={panel}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClose={() => {
        if (!panel.current?.open) close();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        close();
      }}
    >
      <header>
        <div>
          <p class="muted">{nounOf(kind.name).title}</p>
          <h3 id={id} tabIndex={-1}>
            <span class="unseen">{t.title("")}</span>
            <bdi>{name}</bdi>
          </h3>
        </div>
        <Button look="bare" icon={X} aria-label={words.value.close} onClick={close} />
      </header>
      <div class="details-body">
        {item && <Listed collection={collection} item={item} />}
        <ItemReading key={`${kind.name} ${identifier}`} collection={collection} identifier={identifier} item={item} />
        {item && <SameName collection={collection} item={item} />}
      </div>
    </dialog>
  );
}

/** What the list says of the item. */
function Listed({ collection, item }: { readonly collection: Collection; readonly item: Summary }) {
  const t = detailWords.value;
  const { table } = words.value;
  const { canView, canWrite, needJustify, needApproval } = item;
  const permissions = [
    canView ? table.canView : t.noView,
    canWrite ? table.canWrite : table.readOnly,
    needJustify && table.needJustify,
    needApproval && table.needApproval,
  ].filter(Boolean);
  return (
    <dl class="detail-facts">
      <dt>{t.identifier}</dt>
      <dd class="detail-code">{item.identifier}</dd>
      <dt>{t.state}</dt>
      <dd>
        <StateMark collection={collection} item={item} />
      </dd>
      <dt>{t.permissions}</dt>
      <dd>{permissions.join(" · ")}</dd>
    </dl>
  );
}
