import { Info, RefreshCw, TriangleAlert } from "lucide";
import type { Kind } from "mysafe-wasm";
import { useEffect, useMemo } from "preact/hooks";
import { may } from "../connection/broker.ts";
import { words } from "../i18n/language.ts";
import { collectionOf } from "../items/collection.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { TargetList } from "../run/target-list.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { compareNames } from "./names.ts";
import type { Target } from "./report.ts";
import { vaultWords } from "./vault-words.ts";

/** Whether the list is on its way with which the names of a report are compared. */
export function isComparing(kind: Kind): boolean {
  const { items, error } = collectionOf(kind).listing;
  return may(kind, "list") && items.value === undefined && error.value === undefined;
}

interface NameCheckProps {
  readonly kind: Kind;
  readonly targets: readonly Target[];
  /** Whether only names are compared: what is not listed is said elsewhere. */
  readonly isOfRenamed?: boolean;
}

/** How the names in a report differ from those that MySafe lists now, and which items it does not list. */
export function NameCheck({ kind, targets, isOfRenamed = false }: NameCheckProps) {
  const t = vaultWords.value;
  const { listing } = collectionOf(kind);
  const noun = nounOf(kind);
  const mayList = may(kind, "list");
  const items = listing.items.value;
  useEffect(() => {
    if (mayList) listing.loadOnce();
  }, [mayList, listing]);
  const differences = useMemo(
    () => items && compareNames(targets, (identifier) => listing.find(identifier)?.name),
    [targets, items, listing],
  );
  if (!mayList) {
    return (
      <Notice tone="doubt" icon={Info} title={t.mayNotList(noun)}>
        <p>{t.notComparedAdvice}</p>
      </Notice>
    );
  }
  if (!differences) {
    if (!listing.error.value) {
      return (
        <p class="muted" role="status">
          {t.comparing}
        </p>
      );
    }
    return (
      <Notice tone="doubt" icon={TriangleAlert} title={t.notCompared(noun)} role="status">
        <p>{t.notComparedAdvice}</p>
        <Button small icon={RefreshCw} onClick={() => void listing.load({})}>
          {words.value.items.again}
        </Button>
      </Notice>
    );
  }
  const { renamed, unlisted, nameless } = differences;
  return (
    <>
      {renamed.length > 0 && (
        <>
          <Notice tone="doubt" icon={TriangleAlert} title={t.renamed(renamed.length)} role="status">
            <p>{t.renamedAdvice(noun)}</p>
          </Notice>
          <TargetList
            label={t.renamedLabel}
            targets={renamed.map(({ identifier, before, now }) => ({
              identifier,
              name: t.rename(isolated(before), isolated(now)),
            }))}
          />
        </>
      )}
      {!isOfRenamed && unlisted.length > 0 && (
        <>
          <Notice tone="doubt" icon={TriangleAlert} title={t.unlisted(unlisted.length, noun)} role="status">
            <p>{t.unlistedAdvice(unlisted.length, noun)}</p>
          </Notice>
          <TargetList label={t.unlistedLabel} targets={unlisted} />
        </>
      )}
      {nameless > 0 && <p class="muted">{t.nameless(nameless)}</p>}
    </>
  );
}

/** A name whose direction of writing does not change the text around it. */
const isolated = (name: string) => `\u2068${name}\u2069`;
