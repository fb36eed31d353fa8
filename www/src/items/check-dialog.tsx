import { ScanSearch } from "lucide";
import { check as en } from "../i18n/en/check.ts";
import { inLanguage, words } from "../i18n/language.ts";
import { check as ptBR } from "../i18n/pt-br/check.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import type { Collection } from "./collection.ts";

const texts = inLanguage({ en, "pt-BR": ptBR });

interface CheckDialogProps {
  readonly collection: Collection;
  readonly identifiers: readonly string[];
}

/** Says what a check of many items does at MySafe, and asks for confirmation. */
export function CheckDialog({ collection: { kind, check, listing }, identifiers }: CheckDialogProps) {
  const t = texts.value;
  const { cancel } = words.value;
  const noun = nounOf(kind.name);
  const many = identifiers.length;
  const guarded = identifiers.filter((identifier) => {
    const { needJustify = false, needApproval = false } = listing.find(identifier) ?? {};
    return needJustify || needApproval;
  }).length;
  return (
    <Dialog
      title={t.title(many, noun)}
      onClose={() => check.dismiss()}
      onSubmit={() => void check.start(identifiers)}
      actions={
        <>
          <Button onClick={() => check.dismiss()}>{cancel}</Button>
          <Button type="submit" look="main" icon={ScanSearch} data-first>
            {t.yes(many, noun)}
          </Button>
        </>
      }
    >
      <p>{t.views(noun)}</p>
      <p>{t.canStop}</p>
      {guarded > 0 && <p>{t.guarded(guarded)}</p>}
    </Dialog>
  );
}
