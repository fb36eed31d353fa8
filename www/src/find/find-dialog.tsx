import { type Signal, useComputed, useSignal } from "@preact/signals";
import { CheckCheck, CircleAlert, ScanSearch, Square, TriangleAlert } from "lucide";
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { shown } from "../items/collection.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { Segments } from "../ui/segments.tsx";
import { FindProgress } from "./find-progress.tsx";
import { FindResult, foundIn } from "./find-result.tsx";
import { type Scope, scopesOf } from "./scope.ts";
import { ScopeChoice } from "./scope-choice.tsx";
import { Search } from "./search.ts";
import { type Form, type Leaked, maximumValues, readValues } from "./values.ts";
import { findWords } from "./words.ts";
import "./find-dialog.css";

/** Finds the items of the kind on screen that store one of some leaked values. */
export function FindDialog({ onClose }: { readonly onClose: () => void }) {
  const t = findWords.value;
  const collection = useMemo(() => shown.peek(), []);
  const search = useMemo(() => new Search(collection), [collection]);
  const body = useRef<HTMLDivElement>(null);
  const text = useSignal("");
  const wanted = useSignal<Form | undefined>(undefined);
  const chosenScope = useSignal<Scope | undefined>(undefined);
  const leaked = useComputed(() => readValues(text.value, wanted.value));
  const scopes = scopesOf(collection);
  const scope = chosenScope.value && scopes.has(chosenScope.value) ? chosenScope.value : [...scopes.keys()][0];
  const targets = (scope && scopes.get(scope)) ?? [];
  const noun = nounOf(collection.kind.name);
  const phase = search.phase.value;
  const ended = search.ended.value;
  const { count, texts } = leaked.value;
  const canStart = texts.length > 0 && count <= maximumValues && targets.length > 0;
  const found = ended ? foundIn(ended) : [];

  useEffect(() => () => search.stop(), [search]);
  useLayoutEffect(() => {
    // A browser closes a dialog by itself at the second Escape.
    const dialog = body.current?.closest("dialog");
    dialog?.addEventListener("close", onClose);
    return () => dialog?.removeEventListener("close", onClose);
  }, [onClose]);
  useLayoutEffect(() => {
    if (phase !== "asking") body.current?.focus(); // what had the focus is gone
    if (ended) announce(t.headline(found.length, ended.targets.length, noun), "at once");
  }, [phase]);

  function start() {
    const values = leaked.value;
    text.value = ""; // the client has the values now
    void search.start(targets, values);
  }

  function close(event?: Event) {
    if (phase !== "running") return onClose();
    event?.preventDefault(); // what is known so far is shown first
    search.stop();
  }

  return (
    <Dialog
      title={t.title(noun)}
      onClose={close}
      onSubmit={() => {
        if (phase === "asking" && canStart) start();
        if (phase === "ended" && found.length > 0) {
          collection.selection.choose(found.map(({ identifier }) => identifier));
          onClose();
        }
      }}
      actions={
        phase === "running" ? (
          <Button icon={Square} onClick={() => search.stop()} unavailable={search.isStopping.value}>
            {t.stop}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{phase === "asking" ? words.value.cancel : words.value.close}</Button>
            {phase === "asking" && (
              <Button type="submit" look="main" icon={ScanSearch} unavailable={!canStart}>
                {t.start(targets.length)}
              </Button>
            )}
            {found.length > 0 && (
              <Button type="submit" look="main" icon={CheckCheck}>
                {t.select(found.length, noun)}
              </Button>
            )}
          </>
        )
      }
    >
      <div class="find-body" ref={body} tabIndex={-1}>
        {phase === "asking" && (
          <>
            <Values text={text} leaked={leaked.value} wanted={wanted} />
            {scope && <ScopeChoice collection={collection} scopes={scopes} scope={scope} chosen={chosenScope} />}
            <Notice tone="doubt" icon={TriangleAlert} title={t.limits}>
              <p>{t.encrypted}</p>
            </Notice>
          </>
        )}
        {phase === "running" && <FindProgress search={search} noun={noun} />}
        {ended && <FindResult ended={ended} collection={collection} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

interface ValuesProps {
  readonly text: Signal<string>;
  readonly leaked: Leaked;
  readonly wanted: Signal<Form | undefined>;
}

/** The field for the values. It shows no character of them. */
function Values({ text, leaked, wanted }: ValuesProps) {
  const t = findWords.value;
  const id = useId();
  const { form, forms, count, malformed, hasNoValues } = leaked;
  return (
    <>
      <div class="field">
        <label for={id}>{t.label}</label>
        <textarea
          id={id}
          class="find-values"
          data-first
          rows={4}
          value={text}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
          aria-describedby={`${id}-hint`}
          autocomplete="off"
          autocapitalize="none"
          autocorrect="off"
          spellcheck={false}
        />
        <p class="field-hint" id={`${id}-hint`}>
          {t.hint}
        </p>
      </div>
      {forms.length > 1 && (
        <Segments
          legend={t.readAs}
          name={`${id}-form`}
          value={form}
          options={forms.map((each) => [each, t.forms[each]])}
          onChoose={(each) => {
            wanted.value = each;
          }}
        />
      )}
      <div class="find-count" role="status">
        {count > 0 && (
          <p>
            {t.values(count)} <span class="muted">{t.formHints[form]}</span>
          </p>
        )}
        {malformed > 0 && <p class="muted">{t.malformed(malformed)}</p>}
        {count > maximumValues && (
          <Notice tone="bad" icon={CircleAlert} title={t.tooMany(maximumValues)}>
            <p>{t.tooManyAdvice}</p>
          </Notice>
        )}
        {hasNoValues && (
          <Notice tone="doubt" icon={TriangleAlert} title={t.noFields}>
            <p>{t.noFieldsAdvice}</p>
          </Notice>
        )}
      </div>
    </>
  );
}
