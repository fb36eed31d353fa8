import { type Signal, useComputed, useSignal } from "@preact/signals";
import { CheckCheck, CircleHelp } from "lucide";
import type { Kind } from "mysafe-wasm";
import { useId } from "preact/hooks";
import { may } from "../connection/broker.ts";
import { words } from "../i18n/language.ts";
import { itemOf } from "../item.ts";
import { show, shown } from "../items/collection.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { Segments } from "../ui/segments.tsx";
import { ColumnQuestion } from "./column-question.tsx";
import { type Matched, Matches } from "./matches.tsx";
import { MentionList } from "./mention-list.tsx";
import { namedItems } from "./naming.ts";
import { type MentionsOfKind, mentionsOfKind } from "./other-kind.ts";
import { type Answer, type Reading, read } from "./reading.ts";
import "./paste-dialog.css";

/** An identifier in the spelling of the list. */
const listedSpelling = (identifier: string) => shown.value.listing.find(identifier)?.identifier;
const isListed = (identifier: string) => listedSpelling(identifier) !== undefined;

/** Chooses the items of the kind on screen whose identifiers are in a pasted text. */
export function PasteDialog({ onClose }: { readonly onClose: () => void }) {
  const { paste: t, cancel } = words.value;
  const id = useId();
  const text = useSignal("");
  const answer = useSignal<Answer | undefined>(undefined);
  const includeUnlisted = useSignal(false);
  const replaces = useSignal(false);
  const unanswered = useComputed(() => read(text.value, isListed));
  const reading = useComputed(() =>
    answer.value === undefined ? unanswered.value : read(text.value, isListed, answer.value),
  );
  const mentions = useComputed(() =>
    mentionsOfKind(
      reading.value.kind === "read" ? reading.value.mentions : { taken: [], passed: [] },
      shown.value.kind.name,
    ),
  );
  const matched = useSignal<Matched | undefined>(undefined);
  const isNamed = useComputed(
    () => reading.value.kind === "read" && reading.value.as !== "prose" && mentions.value.taken.length > 0,
  );
  const passed = mentions.value.passed.filter((mention) => matched.value?.isMatched(mention) !== true);
  const named = useComputed(() => namedItems(mentions.value.taken, listedSpelling));
  const { listed, unlisted } = named.value;
  const noun = nounOf(shown.value.kind.name);
  const byIdentifier = includeUnlisted.value ? [...listed, ...unlisted] : listed;
  const chosen = [...new Set([...byIdentifier, ...(matched.value?.identifiers ?? [])])];
  return (
    <Dialog
      title={t.title(noun)}
      onClose={onClose}
      onSubmit={() => {
        if (chosen.length === 0) return;
        if (replaces.value) shown.value.selection.replace(chosen);
        else shown.value.selection.choose(chosen);
        onClose();
      }}
      actions={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button type="submit" look="main" icon={CheckCheck} unavailable={chosen.length === 0}>
            {t.choose(chosen.length, noun)}
          </Button>
        </>
      }
    >
      <label for={id}>{t.label}</label>
      <textarea
        id={id}
        data-first
        rows={6}
        value={text}
        placeholder={t.example}
        onInput={(event) => {
          answer.value = undefined; // it belonged to the previous text
          text.value = event.currentTarget.value;
        }}
        autocomplete="off"
        spellcheck={false}
      />
      <div class="paste-found" role="status">
        <Summary reading={reading.value} listed={listed.length} />
        {mentions.value.others.length > 0 && (
          <OtherKind
            mentions={mentions.value}
            onChoose={(kind) => {
              show(kind);
              document.getElementById(id)?.focus(); // the button is removed
            }}
          />
        )}
      </div>
      {unanswered.value.kind === "question" && <ColumnQuestion question={unanswered.value} answer={answer} />}
      {unlisted.length > 0 && (
        <Checkbox
          value={includeUnlisted}
          label={
            <>
              {t.unlisted(unlisted.length)} <code>{firstFew(unlisted)}</code>
            </>
          }
        />
      )}
      <AddOrReplace replaces={replaces} />
      {reading.value.kind === "read" && (
        <>
          <MentionList title={t.taken} mentions={mentions.value.taken} />
          <MentionList title={t.passed} mentions={passed} />
        </>
      )}
      <Matches text={text} isNamed={isNamed} matched={matched} />
    </Dialog>
  );
}

/** Asks what becomes of the items that are chosen already. */
function AddOrReplace({ replaces }: { readonly replaces: Signal<boolean> }) {
  const { paste: t } = words.value;
  const many = shown.value.selection.chosen.value.size;
  if (many === 0) return null;
  return (
    <Segments
      legend={t.chosenAlready}
      name="add-or-replace"
      value={replaces.value ? "replace" : "add"}
      options={[
        ["add", t.add(many)],
        ["replace", t.replace(many)],
      ]}
      onChoose={(choice) => {
        replaces.value = choice === "replace";
      }}
    />
  );
}

function Summary({ reading, listed }: { readonly reading: Reading; readonly listed: number }) {
  const { paste: t } = words.value;
  switch (reading.kind) {
    case "nothing":
      return <p class="muted">{t.hint}</p>;
    case "read":
      return <p>{t.listed(listed, nounOf(shown.value.kind.name))}</p>;
    case "question":
      return (
        <Notice tone="doubt" icon={CircleHelp} title={t.looksLikeTable}>
          <p>{reading.columns.length > 0 ? t.columnUnclear : t.noColumn}</p>
        </Notice>
      );
    case "unclear":
      return (
        <Notice tone="doubt" icon={CircleHelp} title={t.unclear}>
          <p>{t.unclearAdvice}</p>
        </Notice>
      );
  }
}

interface OtherKindProps {
  readonly mentions: MentionsOfKind;
  readonly onChoose: (kind: Kind) => void;
}

/** Says that the text names items of another kind, and offers to choose that kind. */
function OtherKind({ mentions: { others, otherKind }, onChoose }: OtherKindProps) {
  const { paste: t } = words.value;
  const many = new Set(others.filter(({ kind }) => kind === otherKind).map(({ identifier }) => itemOf(identifier)))
    .size;
  return (
    <Notice tone="doubt" icon={CircleHelp} title={otherKind ? t.otherKind(many, nounOf(otherKind)) : t.unknownKind}>
      <p>{t.otherKindAdvice(nounOf(shown.value.kind.name))}</p>
      {otherKind && may(otherKind, "list") && (
        <Button onClick={() => onChoose(otherKind)}>{t.changeKind(nounOf(otherKind))}</Button>
      )}
    </Notice>
  );
}

/** The first eight identifiers. */
function firstFew(identifiers: readonly string[]): string {
  return identifiers.length > 8 ? `${identifiers.slice(0, 8).join(" ")} …` : identifiers.join(" ");
}
