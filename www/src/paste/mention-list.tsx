import { words } from "../i18n/language.ts";
import { rowPosition, useVirtual } from "../ui/virtual.ts";
import type { Passed, Taken } from "./mention.ts";
import "./mention-list.css";

interface MentionListProps {
  readonly title: (many: number) => string;
  readonly mentions: readonly (Taken | Passed)[];
}

/** A virtual list of mentions with their context. */
export function MentionList({ title, mentions }: MentionListProps) {
  return mentions.length > 0 ? <FilledMentionList title={title} mentions={mentions} /> : null;
}

function FilledMentionList({ title, mentions }: MentionListProps) {
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard */}
      <section class="mention-list" aria-label={name} tabIndex={0} ref={scroller}>
        <ul style={{ height: `${height}px` }}>
          {rows.map((row) => {
            const mention = mentions[row.index];
            return (
              mention && (
                <li key={row.key} style={rowPosition(row)} aria-setsize={mentions.length} aria-posinset={row.index + 1}>
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
