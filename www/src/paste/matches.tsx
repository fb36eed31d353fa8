import { type ReadonlySignal, type Signal, useComputed, useSignal } from "@preact/signals";
import { Eye, Square } from "lucide";
import { useEffect, useMemo } from "preact/hooks";
import { may } from "../connection/broker.ts";
import { type Scope, scopesOf } from "../find/scope.ts";
import { ScopeChoice } from "../find/scope-choice.tsx";
import { findWords } from "../find/words.ts";
import { words } from "../i18n/language.ts";
import { type Collection, shown } from "../items/collection.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { traitsOf } from "../kinds/traits.ts";
import { Button } from "../ui/button.tsx";
import { AskCodes, askedTrait, codesIn } from "./ask-codes.ts";
import { CodeOffer } from "./code-offer.tsx";
import { MatchList } from "./match-list.tsx";
import type { Passed } from "./mention.ts";
import { OpenItems } from "./open-items.ts";
import { piecesIn } from "./piece.ts";
import { TraitIndex } from "./trait-index.ts";
import "./matches.css";

/** What is matched so far. */
export interface Matched {
  /** The identifiers of the items that are ticked. */
  readonly identifiers: readonly string[];
  /** Whether a mention that is no identifier names an item by something else. */
  readonly isMatched: (mention: Passed) => boolean;
}

interface MatchesProps {
  readonly text: ReadonlySignal<string>;
  /** Whether a column of identifiers says which items are meant. Then nothing is ticked beforehand. */
  readonly isNamed: ReadonlySignal<boolean>;
  readonly matched: Signal<Matched | undefined>;
}

/** The items of the kind on screen that a pasted text names by a URL, a user name, a client ID or a code. Those that are in no doubt
 * are ticked. What a list does not say is known only after the items were opened. */
export function Matches(props: MatchesProps) {
  const collection = shown.value;
  return <MatchesOfKind key={collection.kind.name} collection={collection} {...props} />;
}

function MatchesOfKind({ collection, text, isNamed, matched }: MatchesProps & { readonly collection: Collection }) {
  const { kind, listing } = collection;
  const items = useMemo(() => new OpenItems(), []);
  const codes = useMemo(() => new AskCodes(), []);
  const index = useComputed(() => {
    const built = new TraitIndex();
    for (const item of listing.items.value ?? []) {
      built.add(item, Object.fromEntries(traitsOf[kind.name].listed.map((trait) => [trait, item[trait]])));
    }
    for (const { target, traits } of items.opened.value) built.add(target, traits);
    const asked = askedTrait(kind);
    if (asked) for (const { text, target } of codes.listed.value) built.addListed(target, asked, text);
    return built;
  });
  const pieces = useComputed(() => piecesIn(text.value));
  const canBeCodes = useComputed(() => codesIn(pieces.value).filter((each) => !listing.find(each)));
  const matches = useComputed(() => index.value.matchesOf(pieces.value));
  /** What the visitor has ticked or not, in place of what is ticked beforehand. */
  const ticks = useSignal<ReadonlyMap<string, boolean>>(new Map());
  const ticked = useComputed(() => {
    const sure = isNamed.value ? [] : matches.value.filter(({ isSure }) => isSure);
    const result = new Set(sure.flatMap(({ items }) => items.map(({ identifier }) => identifier)));
    const possible = new Set(matches.value.flatMap(({ items }) => items.map(({ identifier }) => identifier)));
    for (const [identifier, isTicked] of ticks.value) {
      if (isTicked && possible.has(identifier)) result.add(identifier);
      else result.delete(identifier);
    }
    return result;
  });
  useEffect(() => {
    const texts = new Set(matches.value.map(({ text }) => text));
    matched.value = {
      identifiers: [...ticked.value],
      isMatched: ({ text, reason }) =>
        texts.size > 0 &&
        (reason === "link" || reason === "word" || reason === "cell") &&
        piecesIn(text).some((piece) => texts.has(piece.text)),
    };
  }, [ticked.value, matches.value]);
  useEffect(
    () => () => {
      items.stop();
      codes.stop();
      matched.value = undefined;
    },
    [],
  );
  return (
    <>
      {matches.value.length > 0 && (
        <MatchList
          matches={matches.value}
          ticked={ticked.value}
          onTick={(identifiers, isTicked) => {
            ticks.value = new Map([...ticks.value, ...identifiers.map((each) => [each, isTicked] as const)]);
          }}
        />
      )}
      <CodeOffer kind={kind} codes={codes} texts={canBeCodes.value} />
      {traitsOf[kind.name].opening && may(kind.name, "isActive") && text.value.trim() !== "" && (
        <OpenOffer collection={collection} items={items} hasMatches={matches.value.length > 0} />
      )}
    </>
  );
}

interface OpenOfferProps {
  readonly collection: Collection;
  readonly items: OpenItems;
  readonly hasMatches: boolean;
}

/** The offer to open items for what their list does not say, its price, its progress and what came of it. */
function OpenOffer({ collection, items, hasMatches }: OpenOfferProps) {
  const t = findWords.value.matches;
  const { reasons } = words.value;
  const chosenScope = useSignal<Scope | undefined>(undefined);
  const { kind } = collection;
  const noun = nounOf(kind.name);
  const scopes = new Map([...scopesOf(collection)].filter(([each]) => each !== "selected"));
  const scope = chosenScope.value && scopes.has(chosenScope.value) ? chosenScope.value : [...scopes.keys()][0];
  const { opening } = traitsOf[kind.name];
  if (!scope || !opening) return null;
  const targets = scopes.get(scope) ?? [];
  const progress = items.progress.value;
  const opened = items.opened.value.length;
  const failed = [...items.failed.value];
  const hasEnded = opened + failed.length + items.left.value > 0;
  const names = t.or(opening.traits.map((trait) => t.traits[trait]));
  return (
    <details class="open-offer">
      <summary>{t.onlyOpened(names, noun)}</summary>
      <div class="open-offer-body">
        <p class="muted">{t.openAdvice}</p>
        <ScopeChoice collection={collection} scopes={scopes} scope={scope} chosen={chosenScope} />
        <Button
          icon={progress ? Square : Eye}
          onClick={() => (progress ? items.stop() : void items.start(targets, collection))}
        >
          {progress ? t.opening(progress.done, progress.total) : t.open(targets.length, noun)}
        </Button>
        <div role="status">
          {!progress && hasEnded && (
            <>
              <p>
                {t.opened(opened, noun)} {!hasMatches && opened > 0 && t.none}
              </p>
              {failed.map(([code, many]) => (
                <p key={code} class="muted">
                  {t.notOpened(many, findWords.value.whyUnseen(noun)[code] ?? reasons(noun)[code].what)}
                </p>
              ))}
              {items.left.value > 0 && <p class="muted">{t.notAsked(items.left.value)}</p>}
            </>
          )}
        </div>
      </div>
    </details>
  );
}
