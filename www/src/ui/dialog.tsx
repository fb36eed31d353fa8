import { X } from "lucide";
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Button } from "./button.tsx";
import "./dialog.css";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** The buttons in its footer. */
  readonly actions: ComponentChildren;
  readonly onSubmit: () => void;
}

/** A modal dialog. The first focus is on the element with `data-first`. The browser keeps the focus inside, and restores it
 * afterwards. */
export function Dialog({ title, onClose, children, actions, onSubmit }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const { current } = dialog;
    current?.showModal();
    current?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => current?.close();
  }, []);
  return (
    <dialog class="dialog" aria-labelledby={id} ref={dialog} onCancel={onClose}>
      <form
        noValidate
        autocomplete="off"
        onKeyDown={(event) => {
          // An Enter key that opened the dialog and is still held down must not submit it.
          if (event.repeat && event.key === "Enter") event.preventDefault();
        }}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <header>
          <h2 id={id}>{title}</h2>
          <Button look="bare" icon={X} aria-label={words.value.close} onClick={onClose} />
        </header>
        <div class="dialog-body">{children}</div>
        <footer>{actions}</footer>
      </form>
    </dialog>
  );
}
