import { useSignal } from "@preact/signals";
import { CheckCheck, Search, Square } from "lucide";
import { findWords } from "../find/words.ts";
import { words } from "../i18n/language.ts";
import type { ItemKind } from "../kinds/kind.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { TargetList } from "../run/target-list.tsx";
import { Button } from "../ui/button.tsx";
import { type AskCodes, askedTrait, mostAsked } from "./ask-codes.ts";

interface CodeOfferProps {
  readonly kind: ItemKind;
  readonly codes: AskCodes;
  /** The texts that can be codes. */
  readonly texts: readonly string[];
}

/** The offer to ask MySafe for codes by its own filter. The visitor ticks the texts to send: some could be secret. */
export function CodeOffer({ kind, codes, texts }: CodeOfferProps) {
  const t = findWords.value.matches;
  const ticked = useSignal<ReadonlySet<string>>(new Set());
  const trait = askedTrait(kind);
  const { reasons } = words.value;
  const open = texts.filter((text) => !codes.answered.value.has(text)).slice(0, mostAsked);
  const chosen = open.filter((text) => ticked.value.has(text));
  const progress = codes.progress.value;
  const answered = codes.answered.value.size;
  if (trait === undefined || (open.length === 0 && answered === 0)) return null;
  return (
    <details class="open-offer">
      <summary>{t.canAsk(t.traits[trait])}</summary>
      <div class="open-offer-body">
        <p class="muted">{t.askAdvice}</p>
        {open.length > 0 && (
          <TargetList
            label={t.canBeCodes(open.length)}
            targets={open.map((identifier) => ({ identifier }))}
            ticked={ticked.value}
            onTick={(text, isTicked) => {
              const next = new Set(ticked.value);
              if (isTicked) next.add(text);
              else next.delete(text);
              ticked.value = next;
            }}
          />
        )}
        <div class="offer-actions">
          {open.length > chosen.length && !progress && (
            <Button
              icon={CheckCheck}
              onClick={() => {
                ticked.value = new Set(open);
              }}
            >
              {t.tickAll(open.length)}
            </Button>
          )}
          <Button
            icon={progress ? Square : Search}
            unavailable={!progress && chosen.length === 0}
            onClick={() => (progress ? codes.stop() : void codes.start(chosen, kind))}
          >
            {progress ? t.asking(progress.done, progress.total) : t.ask(chosen.length)}
          </Button>
        </div>
        <div role="status">
          {!progress && answered > 0 && (
            <p>{t.answered(answered, new Set(codes.listed.value.map(({ text }) => text)).size)}</p>
          )}
          {!progress &&
            [...codes.failed.value].map(([code, many]) => (
              <p key={code} class="muted">
                {t.notAnswered(many, code === "unfiltered" ? t.unfiltered : reasons(nounOf(kind.name))[code].what)}
              </p>
            ))}
        </div>
      </div>
    </details>
  );
}
