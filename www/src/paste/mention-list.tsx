import { words } from "../i18n/language.ts";
import { placed, useVirtual } from "../ui/virtual.ts";
import type { Passed, Taken } from "./mention.ts";
import "./mention-list.css";

interface MentionListProps {
  readonly title: (many: number) => string;
  readonly mentions: readonly (Taken | Passed)[];
}

/** Pieces of a pasted text with what stands around them, however many. */
export function MentionList({ title, mentions }: MentionListProps) {
  return mentions.length > 0 ? <Filled title={title} mentions={mentions} /> : null;
}

function Filled({ title, mentions }: MentionListProps) {
  const { reasons } = words.value.paste;
  const { scroller, rows, height } = useVirtual<HTMLDivElement>({
    count: mentions.length,
    height: 30,
    keyOf: (index) => index,
  });
  const name = title(mentions.length);
  return (
    <div class="mentions">
      <p class="mentions-title">{name}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <section class="mention-list" aria-label={name} tabIndex={0} ref={scroller}>
        <ul style={{ height: `${height}px` }}>
          {rows.map((row) => {
            const mention = mentions[row.index];
            return (
              mention && (
                <li key={row.key} style={placed(row)} aria-setsize={mentions.length} aria-posinset={row.index + 1}>
                  <bdi class="mention-text">
                    {mention.before}
                    <mark>{mention.text}</mark>
                    {mention.after}
                  </bdi>
                  {"reason" in mention && <span class="mention-reason">{reasons[mention.reason]}</span>}
                </li>
              )
            );
          })}
        </ul>
      </section>
    </div>
  );
}
