import { Square } from "lucide";
import type { Kind } from "mysafe-wasm";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { rotateWords } from "./words.ts";

interface StoringProps {
  readonly kind: Kind;
  readonly progress: { readonly done: number; readonly total: number };
  readonly stop: () => void;
}

/** The progress of storing. Closing it stops that, and leads to what is known by then. */
export function Storing({ kind, progress: { done, total }, stop }: StoringProps) {
  const t = rotateWords.value;
  return (
    <Dialog
      title={t.title(kind)}
      onClose={stop}
      onSubmit={stop}
      actions={
        <Button type="submit" icon={Square} data-first>
          {t.stop}
        </Button>
      }
    >
      <p role="status">{t.storing(done, total)}</p>
      <progress class="storing" max={total} value={done} aria-label={t.title(kind)} />
      <p class="muted">{t.stopHint}</p>
    </Dialog>
  );
}
