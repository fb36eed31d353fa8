import { useSignal } from "@preact/signals";
import { ClipboardCopy, Eye, FileDown } from "lucide";
import type { Kind } from "mysafe-wasm";
import { useEffect, useRef } from "preact/hooks";
import { kinds } from "../kinds/kinds.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import type { NewValue } from "./store.ts";
import { rotateWords } from "./words.ts";

/** Hands over generated values: on screen, by the clipboard, or as a file. Nothing of it happens by itself. */
export function HandOver({ kind, values }: { readonly kind: Kind; readonly values: readonly NewValue[] }) {
  const t = rotateWords.value;
  const isShown = useSignal(false);
  const done = useSignal<string | undefined>(undefined);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!isShown.value) return;
    area.current?.focus(); // the button that was pressed is gone
    area.current?.setSelectionRange(0, 0);
    area.current?.scrollTo(0, 0);
  }, [isShown.value]);
  const lines = values.map(({ identifier, name = "", value }) => `${identifier}\t${name}\t${value}`).join("\n");

  async function copy() {
    try {
      await navigator.clipboard.writeText(lines);
      done.value = t.copied;
    } catch {
      done.value = t.notCopied;
    }
  }

  function save() {
    const url = URL.createObjectURL(new Blob([`${lines}\n`], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `mysafe-new-values-${kinds[kind].fileName}.txt`;
    link.click();
    // By the next task, the browser has opened the blob.
    setTimeout(() => URL.revokeObjectURL(url));
    done.value = t.saved;
    announce(t.saved);
  }

  return (
    <section class="hand-over" aria-label={t.title(kind)}>
      <div class="hand-over-actions">
        {!isShown.value && (
          <Button
            small
            icon={Eye}
            onClick={() => {
              isShown.value = true;
            }}
          >
            {t.show}
          </Button>
        )}
        <Button small icon={ClipboardCopy} onClick={() => void copy()}>
          {t.copy}
        </Button>
        <Button small icon={FileDown} onClick={save}>
          {t.save}
        </Button>
      </div>
      {isShown.value && (
        <textarea
          aria-label={t.shown}
          rows={Math.min(8, values.length + 1)}
          value={lines}
          readOnly
          wrap="off"
          spellcheck={false}
          ref={area}
        />
      )}
      <p role="status">{done.value}</p>
      <p class="muted">{t.once}</p>
    </section>
  );
}
