import { useComputed, useSignal } from "@preact/signals";
import { KeyRound, TriangleAlert } from "lucide";
import { words } from "../i18n/language.ts";
import { itemOf } from "../item.ts";
import { collectionOf } from "../items/collection.ts";
import { kinds } from "../kinds/kinds.ts";
import { nounOf } from "../kinds/noun-of.ts";
import type { Target } from "../report/report.ts";
import { TargetList } from "../run/target-list.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { Segments } from "../ui/segments.tsx";
import { type Alphabet, alphabets, generate, lengths } from "./generate.ts";
import { onlyValue, PasteValues } from "./paste-values.tsx";
import { readPasted } from "./pasted.ts";
import { dropRotation, type Rotation } from "./rotation.ts";
import type { NewValue } from "./store.ts";
import { rotateWords } from "./words.ts";
import "./rotate.css";

interface NewValuesProps {
  readonly rotation: Rotation;
  readonly onChoose: (values: readonly NewValue[], isGenerated: boolean) => void;
}

/** Chooses which items get a new value, and where the values come from. */
export function NewValues({ rotation: { kind, targets }, onChoose }: NewValuesProps) {
  const t = rotateWords.value;
  const noun = nounOf(kind);
  const { limit } = kinds[kind].value;
  const otherwise = targets.filter((target) => hasOtherName(kind, target));
  const ticked = useSignal<ReadonlySet<string>>(
    new Set(targets.filter((target) => !otherwise.includes(target)).map(({ identifier }) => identifier)),
  );
  const source = useSignal<"generated" | "pasted">("generated");
  const length = useSignal(String(lengths.usual));
  const alphabet = useSignal<Alphabet>("symbols");
  const text = useSignal("");
  const chosen = targets.filter(({ identifier }) => ticked.value.has(identifier));
  const only = chosen.length === 1 ? chosen[0] : undefined;
  const pasted = useComputed(() => readPasted(text.value, new Set([...ticked.value].map(itemOf))));

  const size = Number(length.value);
  const most = Math.min(lengths.most, limit ?? lengths.most);
  const isSizeGood = Number.isInteger(size) && size >= lengths.least && size <= most;

  function tickOnly(some: readonly Target[]) {
    ticked.value = new Set(some.map(({ identifier }) => identifier));
  }

  /** The values, if each item has one. */
  function values(): readonly NewValue[] | undefined {
    if (chosen.length === 0) return undefined;
    if (source.value === "generated") {
      return isSizeGood ? chosen.map((target) => ({ ...target, value: generate(size, alphabet.value) })) : undefined;
    }
    if (only) {
      const value = onlyValue(text.value);
      return fits(value, limit) ? [{ ...only, value }] : undefined;
    }
    if (pasted.value.faults.length > 0) return undefined;
    const given = chosen.map((target) => ({
      ...target,
      value: pasted.value.values.get(itemOf(target.identifier)) ?? "",
    }));
    return given.every(({ value }) => fits(value, limit)) ? given : undefined;
  }

  const isReady = source.value === "generated" ? isSizeGood && chosen.length > 0 : values() !== undefined;

  return (
    <Dialog
      title={t.title(kind)}
      onClose={dropRotation}
      onSubmit={() => {
        const made = values();
        if (made) onChoose(made, source.value === "generated");
      }}
      actions={
        <>
          <Button onClick={dropRotation}>{words.value.cancel}</Button>
          <Button type="submit" look="main" icon={KeyRound} unavailable={!isReady}>
            {t.store(chosen.length)}
          </Button>
        </>
      }
    >
      <p>
        {t.order(noun)} {t.stays(kind)}
      </p>
      <p class="muted">{t.elsewhere}</p>
      {otherwise.length > 0 && (
        <Notice tone="doubt" icon={TriangleAlert} title={t.otherNames(otherwise.length)}>
          <p>{t.otherNamesAdvice}</p>
        </Notice>
      )}
      <TargetList
        label={t.which}
        targets={targets}
        ticked={ticked.value}
        onTick={(identifier, on) => {
          const next = new Set(ticked.value);
          if (on) next.add(identifier);
          else next.delete(identifier);
          ticked.value = next;
        }}
      />
      {targets.length > 1 && (
        <div class="tick-all">
          <Button small onClick={() => tickOnly(targets)}>
            {t.tickAll}
          </Button>
          <Button small onClick={() => tickOnly([])}>
            {t.tickNone}
          </Button>
        </div>
      )}
      <Segments
        legend={t.source}
        name="new-values"
        value={source.value}
        options={[
          ["generated", t.sources.generated],
          ["pasted", t.sources.pasted],
        ]}
        onChoose={(which) => {
          source.value = which;
          text.value = "";
        }}
      />
      {source.value === "generated" ? (
        <>
          <p class="muted">{t.generateHint}</p>
          <div class="generating">
            <Field
              label={t.length}
              value={length}
              inputMode="numeric"
              error={isSizeGood ? undefined : t.lengthFault(lengths.least, most)}
            />
            <Segments
              legend={t.alphabet}
              name="alphabet"
              value={alphabet.value}
              options={alphabets.map((each) => [each, t.alphabets[each]] as const)}
              onChoose={(each) => {
                alphabet.value = each;
              }}
            />
          </div>
        </>
      ) : (
        <PasteValues kind={kind} only={only !== undefined} many={chosen.length} text={text} pasted={pasted.value} />
      )}
    </Dialog>
  );
}

/** Whether MySafe can take a value. */
function fits(value: string, limit: number | undefined): boolean {
  return value !== "" && (limit === undefined || [...value].length <= limit);
}

/** Whether the list has an item under another name than the report. Another MySafe has other items under the same numbers. */
function hasOtherName(kind: Rotation["kind"], { identifier, name }: Target): boolean {
  const listed = collectionOf(kind).listing.find(identifier)?.name;
  return name !== undefined && listed !== undefined && name !== listed;
}
