import { CircleAlert, CircleOff, FolderOpen } from "lucide";
import { useLayoutEffect, useRef } from "preact/hooks";
import { may } from "../connection/broker.ts";
import { timeOfDay } from "../i18n/format.ts";
import { words } from "../i18n/language.ts";
import type { Collection } from "../items/collection.ts";
import type { Summary } from "../kinds/kind.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Notice } from "../ui/notice.tsx";
import type { Facts, Share } from "./facts.ts";
import { type Reading, read, readingOf, readsAtOnce } from "./reading.ts";
import { detailWords } from "./words.ts";

interface ItemReadingProps {
  readonly collection: Collection;
  readonly identifier: string;
  readonly item: Summary | undefined;
}

/** What MySafe gives out of an item, once the visitor has asked for it. */
export function ItemReading({ collection: { kind }, identifier, item }: ItemReadingProps) {
  const t = detailWords.value;
  const noun = nounOf(kind.name);
  const reading = readingOf(kind, identifier);
  const region = useRef<HTMLDivElement>(null);
  const offers = may(kind.name, "isActive");
  useLayoutEffect(() => {
    if (offers && readsAtOnce.peek() && !readingOf(kind, identifier)) void read(kind, identifier);
  }, [offers, kind, identifier]);
  const open = () => {
    region.current?.focus(); // the button is removed
    void read(kind, identifier);
  };
  return (
    <div class="reading" tabIndex={-1} ref={region} aria-busy={reading?.is === "reading"}>
      <div role="status">
        {reading?.is === "reading" && <p class="muted">{t.reading}</p>}
        {reading && <Result reading={reading} notViewable={t.denied(noun)} what={words.value.reasons(noun)} />}
      </div>
      {offers && reading?.is !== "reading" && reading?.is !== "inactive" && (
        <>
          {!reading && <p class="muted">{t.readHint(noun)}</p>}
          {item && !item.canView && <p class="doubt detail-doubt">{t.notViewable(noun)}</p>}
          {item && (item.needJustify || item.needApproval) && reading?.is !== "read" && (
            <p class="doubt detail-doubt">{t.mayRefuse}</p>
          )}
          <Button look={reading ? "plain" : "main"} small={reading !== undefined} icon={FolderOpen} onClick={open}>
            {reading ? t.again : t.read}
          </Button>
          <Checkbox value={readsAtOnce} label={t.atOnce} />
        </>
      )}
      <p class="muted detail-note">{t.hidden}</p>
    </div>
  );
}

interface ResultProps {
  readonly reading: Reading;
  readonly notViewable: string;
  readonly what: ReturnType<typeof words.value.reasons>;
}

function Result({ reading, notViewable, what }: ResultProps) {
  const t = detailWords.value;
  switch (reading.is) {
    case "reading":
      return null;
    case "read":
      return (
        <>
          <FactList facts={reading.facts} />
          <p class="muted detail-note">{t.readAt(timeOfDay(reading.at))}</p>
        </>
      );
    case "inactive":
      return (
        <Notice tone="plain" icon={CircleOff} title={t.inactive(timeOfDay(reading.at))}>
          <p>{t.inactiveAdvice}</p>
        </Notice>
      );
    case "failed": {
      const { code } = reading.error;
      return (
        <Notice tone="bad" icon={CircleAlert} title={t.failed}>
          <p>{code === "ACCESS_DENIED" ? notViewable : `${what[code].what} ${what[code].advice}`}</p>
        </Notice>
      );
    }
  }
}

function FactList({ facts: { texts, users, groups } }: { readonly facts: Facts }) {
  const t = detailWords.value;
  return (
    <dl class="detail-facts">
      {texts.map(([field, text]) => (
        <div key={field}>
          <dt>{t.fields[field]}</dt>
          <dd class={field === "tags" ? "" : "detail-code"}>
            <bdi>{text}</bdi>
          </dd>
        </div>
      ))}
      <Shares label={t.users} shares={users} />
      <Shares label={t.groups} shares={groups} />
      {users.length + groups.length === 0 && (
        <div>
          <dt>{t.users}</dt>
          <dd>{t.unshared}</dd>
        </div>
      )}
    </dl>
  );
}

function Shares({ label, shares }: { readonly label: string; readonly shares: readonly Share[] }) {
  const t = detailWords.value;
  if (shares.length === 0) return null;
  return (
    <div>
      <dt>{label}</dt>
      {shares.map(({ name, canEdit }) => (
        <dd key={name}>
          <bdi>{name}</bdi>
          {canEdit && <span class="muted"> · {t.mayEdit}</span>}
        </dd>
      ))}
    </div>
  );
}
