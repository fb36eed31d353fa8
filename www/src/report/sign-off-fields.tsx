import { session } from "../connection/broker.ts";
import { Field } from "../ui/field.tsx";
import { recordWords } from "./record-words.ts";
import { note, operator, ticket, whoActs } from "./sign-off.ts";
import { operatorOf } from "./turns.tsx";
import "./sign-off-fields.css";

/** Asks who acts, and why. Behind a broker, the person who is signed in does. */
export function SignOffFields() {
  const { signOff: t } = recordWords.value;
  return (
    <fieldset
      class="sign-off"
      onKeyDown={(event) => {
        // A field that may stay empty must not begin a run.
        if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
      }}
    >
      <legend>{t.title}</legend>
      <p class="field-hint">{t.hint}</p>
      {session.value ? (
        <p>
          {t.signedIn}
          <bdi>{operatorOf(whoActs())}</bdi>
        </p>
      ) : (
        <Field label={t.operator} value={operator} />
      )}
      <Field label={t.ticket} value={ticket} />
      <Field class="sign-off-note" label={t.note} value={note} />
    </fieldset>
  );
}
