import { CircleHelp, KeyRound, Power, RotateCw } from "lucide";
import { words } from "../i18n/language.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { requestConfirmation } from "../run/confirmation.ts";
import { TargetList } from "../run/target-list.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { HandOver } from "./hand-over.tsx";
import { dropRotation, type Rotation } from "./rotation.ts";
import type { NewValue, Result, StoreOutcome } from "./store.ts";
import { rotateWords } from "./words.ts";

interface StoredValuesProps {
  readonly rotation: Rotation;
  readonly results: readonly Result[];
  readonly isGenerated: boolean;
  readonly storeAgain: (values: readonly NewValue[]) => void;
}

/** What has become of the new values. Only items whose value is certainly stored can be activated from here. */
export function StoredValues({ rotation, results, isGenerated, storeAgain }: StoredValuesProps) {
  const t = rotateWords.value;
  const { kind, undoes } = rotation;
  const stored = results.filter(({ outcome }) => outcome.state === "stored").map(({ item }) => item);
  const open = results.filter(({ outcome }) => outcome.state !== "stored");
  // What may be stored has to be handed over too: MySafe may give it out.
  const toHandOver = results
    .filter(({ outcome }) => outcome.state === "stored" || outcome.state === "unknown")
    .map(({ item }) => item);

  function activate() {
    const targets = stored.map(({ identifier, name }) => ({ identifier, name }));
    dropRotation();
    requestConfirmation({ kind, action: "activate", targets, ...(undoes && { undoes }), isRenewed: true });
  }

  return (
    <Dialog
      title={t.stored(stored.length, results.length)}
      onClose={dropRotation}
      onSubmit={() => (stored.length > 0 ? activate() : dropRotation())}
      actions={
        <>
          <Button onClick={dropRotation}>{words.value.close}</Button>
          {open.length > 0 && (
            <Button icon={RotateCw} onClick={() => storeAgain(open.map(({ item }) => item))}>
              {t.again(open.length)}
            </Button>
          )}
          {stored.length > 0 && (
            <Button type="submit" look="on" icon={Power} data-first>
              {t.activate(stored.length)}
            </Button>
          )}
        </>
      }
    >
      {groupsOf(open).map(([key, group]) => (
        <Group key={key} kind={kind} group={group} />
      ))}
      {isGenerated && toHandOver.length > 0 && <HandOver kind={kind} values={toHandOver} />}
      {stored.length > 0 && (
        <Notice tone="plain" icon={KeyRound} title={t.elsewhere}>
          <p>{t.thenActivate}</p>
        </Notice>
      )}
    </Dialog>
  );
}

/** The results without a stored value, by state and reason. */
function groupsOf(open: readonly Result[]): readonly (readonly [string, readonly Result[]])[] {
  const groups = new Map<string, Result[]>();
  for (const result of open) {
    const key = `${result.outcome.state} ${errorOf(result.outcome)?.code}`;
    const group = groups.get(key);
    if (group) group.push(result);
    else groups.set(key, [result]);
  }
  return [...groups];
}

const errorOf = (outcome: StoreOutcome) => ("error" in outcome ? outcome.error : undefined);

function Group({ kind, group }: { readonly kind: Rotation["kind"]; readonly group: readonly Result[] }) {
  const t = rotateWords.value;
  const outcome = group[0]?.outcome;
  if (!outcome || outcome.state === "stored") return null;
  const title = t.notStored[outcome.state](group.length);
  return (
    <Notice tone={outcome.state === "refused" ? "bad" : "doubt"} icon={CircleHelp} title={title}>
      <p>
        {whyOf(kind, outcome)} {t.staysOff}
      </p>
      <TargetList label={title} targets={group.map(({ item: { identifier, name } }) => ({ identifier, name }))} />
    </Notice>
  );
}

function whyOf(kind: Rotation["kind"], outcome: StoreOutcome): string {
  const t = rotateWords.value;
  const error = errorOf(outcome);
  if (error) {
    // Its usual advice is to activate the item first.
    if (error.code === "INACTIVE") return t.inactive(nounOf(kind));
    const { what, advice } = words.value.reasons(nounOf(kind))[error.code];
    return `${what} ${advice}`;
  }
  if (outcome.state === "unsent") return t.unsentWhy;
  return outcome.state === "unknown" && outcome.isStopped ? t.lost : t.otherAnswer;
}
