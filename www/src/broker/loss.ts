import type { BrokerSession } from "mysafe-broker";
import { type SignInLoss, session, signInLoss } from "../connection/broker.ts";
import { addLogEntry } from "../log/log.ts";
import { announce } from "../ui/announce.ts";
import type { Answer } from "./session.ts";
import { brokerWords } from "./words.ts";

/** Why a person gets no token any more, if they do not. */
export function lossIn({ session, signIn }: Answer, identity: string): SignInLoss | undefined {
  if (!session) return { who: "nobody", signIn };
  return session.identity.id === identity ? undefined : { who: "other", session };
}

/** Notes that the person of the connection is not signed in any more. A run then waits, or ends. */
export function lose(loss: SignInLoss): void {
  if (!signInLoss.value) addLogEntry("doubt", () => brokerWords.value.log.lost);
  signInLoss.value = loss;
}

/** Notes that the person of the connection is signed in, perhaps again, and what they may do by now. */
export function regain(current: BrokerSession): void {
  session.value = current;
  if (!signInLoss.value) return;
  signInLoss.value = undefined;
  addLogEntry("good", () => brokerWords.value.log.again);
  announce(brokerWords.value.log.again);
}
