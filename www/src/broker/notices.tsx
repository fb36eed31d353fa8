import { Eye, LogIn, UserRound } from "lucide";
import type { Kind } from "mysafe-wasm";
import { type BrokerParts, may, signInLoss } from "../connection/broker.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { run } from "../run/run.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { blockedTab, goToSignIn } from "./sign-in.ts";
import { brokerWords } from "./words.ts";

/** Says that the sign-in has ended, and offers another in a new tab. */
export function SignInEnded() {
  const { lost: t } = brokerWords.value;
  const loss = signInLoss.value;
  if (loss?.who !== "nobody") return null;
  return (
    <Notice tone="doubt" icon={LogIn} title={t.title} role="alert">
      <p>{run.value ? t.duringRun : t.advice}</p>
      <Button look="main" icon={LogIn} onClick={() => goToSignIn(loss.signIn)}>
        {t.again}
      </Button>
      <BlockedTab />
    </Notice>
  );
}

/** A link in place of the tab that the browser has blocked. */
export function BlockedTab() {
  const { signIn: t } = brokerWords.value;
  if (blockedTab.value === undefined) return null;
  return (
    <p>
      {t.blocked}{" "}
      <a href={blockedTab.value} target="_blank" rel="noopener opener">
        {t.open}
      </a>
    </p>
  );
}

/** Says that somebody may look at items of a kind and not switch them. */
export function OnlyLooking({ kind }: { readonly kind: Kind }) {
  if (may(kind, "activate") || may(kind, "deactivate")) return null;
  return (
    <p class="only-looking">
      <Icon of={Eye} />
      {brokerWords.value.onlyLooking(nounOf(kind))}
    </p>
  );
}

/** Says whose run it was, and who signed in during it. */
export const TakenOver: BrokerParts["TakenOver"] = ({ from, by }) => {
  const { takenOver: t } = brokerWords.value;
  return (
    <Notice tone="bad" icon={UserRound} title={t.title}>
      <p>{t.why(from, by)}</p>
    </Notice>
  );
};
