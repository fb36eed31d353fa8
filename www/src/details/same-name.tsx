import { useMemo } from "preact/hooks";
import type { Collection } from "../items/collection.ts";
import type { Summary } from "../kinds/kind.ts";
import { Button } from "../ui/button.tsx";
import { detailWords } from "./words.ts";

/** The number of others that are offered. */
const most = 12;

interface SameNameProps {
  readonly collection: Collection;
  readonly item: Summary;
}

/** Other items of the list with the same name, so that they can be told apart. */
export function SameName({ collection, item: { name, identifier } }: SameNameProps) {
  const t = detailWords.value;
  const items = collection.listing.items.value;
  const namesakes = useMemo(() => (items ?? []).filter((other) => other.name === name), [items, name]);
  if (namesakes.length < 2) return null;
  return (
    <section class="same-name" aria-label={t.sameName(namesakes.length)}>
      <p class="muted">{t.sameName(namesakes.length)}</p>
      <p class="same-name-others">
        {namesakes.slice(0, most).map((other) => (
          <Button
            key={other.identifier}
            small
            aria-label={t.open(other.identifier)}
            aria-current={other.identifier === identifier}
            onClick={() => {
              collection.currentIdentifier.value = other.identifier;
              collection.opened.value = other.identifier;
            }}
          >
            {other.identifier}
          </Button>
        ))}
        {namesakes.length > most && <span class="muted">{t.more(namesakes.length - most)}</span>}
      </p>
    </section>
  );
}
