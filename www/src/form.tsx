import { type Signal, useSignal } from "@preact/signals";
import { type Action, identifier, running, start } from "./action.ts";
import { address, clientId, clientSecret } from "./connection.ts";
import { Field } from "./field.tsx";
import { Icon } from "./icon.tsx";
import { words } from "./words.ts";
import "./form.css";

/** Where, as whom, which secret, and the two buttons. */
export function Form() {
  const pointOut = useSignal(false);
  const shown = useSignal(false);

  function press(action: Action, form: HTMLFormElement | null) {
    const inputs = [...(form?.querySelectorAll("input") ?? [])];
    const empty = inputs.find((input) => input.value.trim() === "");
    pointOut.value = empty !== undefined;
    if (empty) empty.focus();
    else void start(action);
  }

  return (
    // Enter in a field does nothing: whether it would mean off or on is not for the page to guess.
    <form class="card" noValidate autocomplete="off" onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>
          <h2>{words.connection}</h2>
        </legend>
        <Field
          id="address"
          label={words.address}
          hint={words.addressHint}
          value={address}
          pointOut={pointOut.value}
          inputMode="url"
        />
        <Field
          id="client-id"
          label={words.clientId}
          hint={outerSpace(clientId) ?? words.clientIdHint}
          value={clientId}
          pointOut={pointOut.value}
        />
        <Field
          id="client-secret"
          label={words.clientSecret}
          hint={outerSpace(clientSecret) ?? words.clientSecretHint}
          value={clientSecret}
          pointOut={pointOut.value}
          masked={!shown.value}
        >
          <button
            class="quiet"
            type="button"
            aria-controls="client-secret"
            onClick={() => {
              shown.value = !shown.value;
            }}
          >
            {shown.value ? words.hide : words.show}
            <span class="unseen"> {words.clientSecret}</span>
          </button>
        </Field>
      </fieldset>
      <fieldset>
        <legend>
          <h2>{words.secret}</h2>
        </legend>
        <Field
          id="identifier"
          label={words.identifier}
          hint={words.identifierHint}
          value={identifier}
          pointOut={pointOut.value}
        />
        <div class="actions">
          <ActionButton action="deactivate" onPress={press} />
          <ActionButton action="activate" onPress={press} />
        </div>
      </fieldset>
    </form>
  );
}

interface ActionButtonProps {
  readonly action: Action;
  readonly onPress: (action: Action, form: HTMLFormElement | null) => void;
}

/** While something runs it says so and does nothing, but keeps the focus, which a disabled button would lose. */
function ActionButton({ action, onPress }: ActionButtonProps) {
  const busy = running.value?.action === action;
  return (
    <button
      class={`action ${action}`}
      type="button"
      aria-busy={busy}
      aria-disabled={running.value !== undefined}
      onClick={(event) => {
        // The second click of a double click counts as none, even when the first one's answer is here already.
        if (event.detail <= 1) onPress(action, event.currentTarget.form);
      }}
      onKeyDown={(event) => {
        // Nor does a key that is held down.
        if (event.repeat && event.key === "Enter") event.preventDefault();
      }}
    >
      <Icon name={busy ? "running" : action === "deactivate" ? "off" : "on"} />
      {words[action].button}
    </button>
  );
}

/** A pasted space at either end is invisible, and refused later for reasons nobody would guess. */
function outerSpace({ value }: Signal<string>): string | undefined {
  return value === value.trim() ? undefined : words.outerSpace;
}
