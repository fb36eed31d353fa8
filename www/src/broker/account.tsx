import { LogOut, UserRound } from "lucide";
import { nameOf, session } from "../connection/broker.ts";
import { words } from "../i18n/language.ts";
import { depart } from "../run/departure.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { leave } from "./visit.ts";
import { brokerWords } from "./words.ts";
import "./broker.css";

/** Who is signed in, with their roles in its title. */
export function Who() {
  const { account: t } = brokerWords.value;
  if (!session.value) return null;
  const { roles = [] } = session.value.identity;
  return (
    <p class="who" title={t.roles(roles)}>
      <Icon of={UserRound} />
      <span class="unseen">{t.signedInAs} </span>
      <bdi>{nameOf(session.value)}</bdi>
    </p>
  );
}

/** Signs out. Where the broker does not say how, it only disconnects. */
export function SignOut() {
  const { account: t } = brokerWords.value;
  const isHere = session.value?.signOut === undefined;
  const label = isHere ? words.value.header.disconnect : t.signOut;
  const question = isHere ? words.value.run.leaving.question : t.signOutDuringRun;
  return (
    <Button
      class="disconnect"
      icon={LogOut}
      aria-label={label}
      onClick={() => depart({ question, label, leave: () => void leave() })}
    >
      {label}
    </Button>
  );
}
