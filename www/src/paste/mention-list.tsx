import { words } from "../i18n/language.ts";
import { VirtualList } from "../ui/virtual-list.tsx";
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
  const name = title(mentions.length);
  return (
    <div class="mentions">
      <p class="mentions-title">{name}</p>
      <VirtualList
        class="mention-list"
        label={name}
        count={mentions.length}
        rowHeight={30}
        row={(index) => {
          const mention = mentions[index];
          return (
            mention && (
              <>
                <bdi class="mention-text">
                  {mention.before}
                  <mark>{mention.text}</mark>
                  {mention.after}
                </bdi>
                {"reason" in mention && <span class="mention-reason">{reasons[mention.reason]}</span>}
              </>
            )
          );
        }}
      />
    </div>
  );
}
