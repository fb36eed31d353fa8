import { useComputed, useSignal } from "@preact/signals";
import { CheckCheck, CircleHelp } from "lucide";
import { useId } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { find } from "../secrets/secrets.ts";
import { choose } from "../selection/selection.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { Tick } from "../ui/tick.tsx";
import { ColumnQuestion } from "./column-question.tsx";
import { MentionList } from "./mention-list.tsx";
import { namedBy } from "./naming.ts";
import { type Answer, type Reading, read } from "./reading.ts";
import "./paste.css";

/** The list's spelling of an identifier. */
const spelled = (identifier: string) => find(identifier)?.identifier;
const isListed = (identifier: string) => find(identifier) !== undefined;

/** Chooses what a ticket or a table names. */
export function Paste({ onClose }: { readonly onClose: () => void }) {
  const { paste: say, cancel } = words.value;
  const id = useId();
  const text = useSignal("");
  const answer = useSignal<Answer | undefined>(undefined);
  const others = useSignal(false);
  const first = useComputed(() => read(text.value, isListed));
  const reading = useComputed(() =>
    answer.value === undefined ? first.value : read(text.value, isListed, answer.value),
  );
  const named = useComputed(() => namedBy(reading.value.kind === "read" ? reading.value.mentions.taken : [], spelled));
  const { listed, unlisted } = named.value;
  const chosen = others.value ? [...listed, ...unlisted] : listed;
  return (
    <Dialog
      title={say.title}
      onClose={onClose}
      onSubmit={() => {
        if (chosen.length === 0) return;
        choose(chosen);
        onClose();
      }}
      actions={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button type="submit" look="main" icon={CheckCheck} idle={chosen.length === 0}>
            {say.choose(chosen.length)}
          </Button>
        </>
      }
    >
      <label for={id}>{say.label}</label>
      <textarea
        id={id}
        class="paste-text"
        data-first
        rows={6}
        value={text}
        placeholder={say.example}
        onInput={(event) => {
          answer.value = undefined; // it was about another text
          text.value = event.currentTarget.value;
        }}
        autocomplete="off"
        spellcheck={false}
      />
      <div class="paste-found" role="status">
        <Summary reading={reading.value} listed={listed.length} />
      </div>
      {first.value.kind === "question" && <ColumnQuestion question={first.value} answer={answer} />}
      {unlisted.length > 0 && (
        <Tick
          value={others}
          label={
            <>
              {say.unlisted(unlisted.length)} <code>{sample(unlisted)}</code>
            </>
          }
        />
      )}
      {reading.value.kind === "read" && (
        <>
          <MentionList title={say.taken} mentions={reading.value.mentions.taken} />
          <MentionList title={say.passed} mentions={reading.value.mentions.passed} />
        </>
      )}
    </Dialog>
  );
}

function Summary({ reading, listed }: { readonly reading: Reading; readonly listed: number }) {
  const { paste: say } = words.value;
  switch (reading.kind) {
    case "nothing":
      return <p class="muted">{say.hint}</p>;
    case "read":
      return <p>{say.listed(listed)}</p>;
    case "question":
      return (
        <Notice tone="doubt" icon={CircleHelp} title={say.looksLikeTable}>
          <p>{reading.columns.length > 0 ? say.notPlain : say.noColumn}</p>
        </Notice>
      );
    case "unclear":
      return (
        <Notice tone="doubt" icon={CircleHelp} title={say.unclear}>
          <p>{say.unclearAdvice}</p>
        </Notice>
      );
  }
}

/** The first few. */
function sample(identifiers: readonly string[]): string {
  return identifiers.length > 8 ? `${identifiers.slice(0, 8).join(" ")} …` : identifiers.join(" ");
}
