import { KeyRound } from "lucide";
import { connection } from "../connection/connection.ts";
import { rotateOffer as en } from "../i18n/en/rotate-offer.ts";
import { inLanguage } from "../i18n/language.ts";
import { rotateOffer as ptBR } from "../i18n/pt-br/rotate-offer.ts";
import type { Report } from "../report/report.ts";
import { run } from "../run/run.ts";
import { Button } from "../ui/button.tsx";
import { doubtOf } from "../vault.ts";
import { mayRotate, rotatable, rotate } from "./rotation.ts";

const texts = inLanguage({ en, "pt-BR": ptBR });

/** Offers new values for what a report of this MySafe says to be off. Elsewhere the same numbers mean other items. */
export function RotateOffer({ report }: { readonly report: Report }) {
  const { kind, action } = report;
  const current = connection.value;
  if (!current || doubtOf(report, current) !== undefined || action !== "deactivate" || !mayRotate(kind)) return null;
  const targets = rotatable(report);
  if (targets.length === 0) return null;
  return (
    <Button
      icon={KeyRound}
      unavailable={run.value !== undefined}
      onClick={() => rotate({ kind, targets, undoes: report })}
    >
      {texts.value.offer(targets.length)}
    </Button>
  );
}
