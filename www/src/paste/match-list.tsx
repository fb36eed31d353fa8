import { CheckCheck } from "lucide";
import { findWords } from "../find/words.ts";
import { Button } from "../ui/button.tsx";
import { media } from "../ui/media.ts";
import { VirtualList } from "../ui/virtual-list.tsx";
import type { Match, MatchedItem } from "./trait-index.ts";

/** Whether a finger points, which needs higher rows. */
const isCoarse = media("(pointer: coarse)");

interface MatchListProps {
  readonly matches: readonly Match[];
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (identifiers: readonly string[], isTicked: boolean) => void;
}

/** The matches of a text: each piece, by what it matches, and all of its items to tick. */
export function MatchList({ matches, ticked, onTick }: MatchListProps) {
  const t = findWords.value.matches;
  const lines = matches.flatMap((match) => [
    { match, item: undefined as MatchedItem | undefined },
    ...match.items.map((item) => ({ match, item: item as MatchedItem | undefined })),
  ]);
  const single = matches.flatMap(({ items }) => (items.length === 1 && items[0] ? [items[0].identifier] : []));
  const unticked = [...new Set(single)].filter((identifier) => !ticked.has(identifier));
  const title = t.title(matches.length);
  return (
    <div class="matches">
      <p class="mentions-title">{title}</p>
      <VirtualList
        class="match-list"
        label={title}
        count={lines.length}
        rowHeight={isCoarse.value ? 44 : 36}
        rowClass={(index) => (lines[index]?.item ? "match-item" : "match-text")}
        row={(index) => {
          const line = lines[index];
          if (!line) return null;
          const { match, item } = line;
          if (!item) {
            return (
              <>
                <bdi>{match.text}</bdi>
                <span class="muted">{wordsFor(match)}</span>
              </>
            );
          }
          return (
            <label>
              <input
                type="checkbox"
                aria-label={t.choose(item.name ?? "", item.identifier, match.text)}
                checked={ticked.has(item.identifier)}
                onChange={(event) => onTick([item.identifier], event.currentTarget.checked)}
              />
              <code>{item.identifier}</code>
              <bdi>{item.name}</bdi>
            </label>
          );
        }}
      />
      {unticked.length > 0 && (
        <Button small icon={CheckCheck} onClick={() => onTick(unticked, true)}>
          {t.tickSingle(unticked.length)}
        </Button>
      )}
    </div>
  );
}

/** By what a piece matches, and whether that leaves a doubt. */
function wordsFor({ items, isSure }: Match): string {
  const t = findWords.value.matches;
  const by = [...new Set(items.map((item) => t.traits[item.by]))];
  const [first] = items;
  const closeness = { exact: [], filter: [t.filter], case: [t.otherCase], host: [t.host] };
  const close = first ? closeness[first.closeness] : [];
  const doubt = items.length > 1 ? [t.several(items.length)] : isSure ? [] : [t.unsure];
  return [...doubt, ...by, ...close].join(" · "); // a narrow window cuts off the end
}
