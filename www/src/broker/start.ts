import { brokerParts } from "../connection/broker.ts";
import { rewording } from "../i18n/language.ts";
import { SignOut, Who } from "./account.tsx";
import { OnlyLooking, SignInEnded, TakenOver } from "./notices.tsx";
import { SignIn } from "./sign-in-view.tsx";
import { startVisit } from "./visit.ts";
import { rewordForBroker } from "./words.ts";

/** Makes the page one that a broker serves: it asks who is signed in, and not for an access key. */
export function startBroker(): void {
  Object.assign(brokerParts, { SignIn, Who, SignOut, SignInEnded, OnlyLooking, TakenOver });
  rewording.value = rewordForBroker;
  void startVisit();
}
