import { useComputed, useSignal } from "@preact/signals";
import { CheckCheck } from "lucide";
import { useId } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { find } from "../secrets/secrets.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { identifiersIn } from "./identifiers.ts";
import { choose } from "./selection.ts";
import "./paste.css";

/** Chooses what a ticket or a table names. */
export function Paste({ onClose }: { readonly onClose: () => void }) {
  const { paste: say, cancel } = words.value;
  const id = useId();
  const text = useSignal("");
  const others = useSignal(false);
  const named = useComputed(() => identifiersIn(text.value, (identifier) => find(identifier) !== undefined));
  const { listed, unlisted, ignored } = named.value;
  const taken = others.value ? [...listed, ...unlisted] : listed;
  return (
    <Dialog
      title={say.title}
      onClose={onClose}
      onSubmit={() => {
        choose(taken);
        onClose();
      }}
      actions={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button type="submit" look="main" icon={CheckCheck} idle={taken.length === 0}>
            {say.choose(taken.length)}
          </Button>
        </>
      }
    >
      <label for={id}>{say.label}</label>
      <textarea
        id={id}
        class="paste-text"
        data-first
        rows={7}
        value={text}
        placeholder={say.example}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
        autocomplete="off"
        spellcheck={false}
      />
      <div class="paste-found" role="status">
        {text.value.trim() === "" ? (
          <p class="muted">{say.hint}</p>
        ) : (
          <>
            <p>{say.listed(listed.length)}</p>
            {unlisted.length > 0 && (
              <label class="tick">
                <input
                  type="checkbox"
                  checked={others.value}
                  onChange={(event) => {
                    others.value = event.currentTarget.checked;
                  }}
                />
                <span>
                  {say.unlisted(unlisted.length)} <code>{sample(unlisted)}</code>
                </span>
              </label>
            )}
            {ignored.length > 0 && (
              <p class="muted">
                {say.ignored(ignored.length)} <code>{sample(ignored)}</code>
              </p>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

/** The first few. */
function sample(words: readonly string[]): string {
  return words.length > 8 ? `${words.slice(0, 8).join(" ")} …` : words.join(" ");
}
