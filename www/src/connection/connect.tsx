import { useSignal } from "@preact/signals";
import { CircleAlert, Eye, EyeOff, Lock, LogOut, PlugZap, ShieldCheck } from "lucide";
import { useLayoutEffect, useRef } from "preact/hooks";
import { demo } from "../demo/wanted.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { fetchWorkspace } from "../workspace.ts";
import { connect, connecting, type Ending, ending, fault, stopConnecting } from "./connection.ts";
import { accessToken, address, clientId, clientSecret, type Proof, proof, tenant } from "./entries.ts";
import "./connect.css";

/** Where, and as whom. */
export function Connect() {
  const { connect: say, title } = words.value;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    // Whatever had the focus before went with the connection.
    if (ending.peek()) heading.current?.focus();
  }, []);
  return (
    <main class="connect">
      <div class="connect-intro">
        <h1 tabIndex={-1} ref={heading}>
          {title}
        </h1>
        <p class="lead">{say.purpose}</p>
        <ul class="promises">
          {say.promises.map((promise) => (
            <li key={promise}>{promise}</li>
          ))}
        </ul>
      </div>
      <div class="connect-card card">
        {ending.value && <Ended why={ending.value} />}
        {demo && !ending.value && (
          <Notice tone="plain" icon={ShieldCheck} title={say.demoTitle}>
            <p>{say.demo}</p>
          </Notice>
        )}
        <Form />
      </div>
    </main>
  );
}

const endingIcons = { disconnected: LogOut, idle: Lock, left: LogOut };

function Ended({ why }: { readonly why: Ending }) {
  const { title, text } = words.value.connect.ended[why];
  return (
    <Notice tone={why === "idle" ? "doubt" : "plain"} icon={endingIcons[why]} title={title} role="status">
      <p>{text}</p>
    </Notice>
  );
}

function Form() {
  const { connect: say } = words.value;
  const pointOut = useSignal(false);
  const form = useRef<HTMLFormElement>(null);
  const missing = (value: string) => (pointOut.value && value.trim() === "" ? say.needed : undefined);
  // A pasted space at either end is invisible, and refused later for reasons nobody would guess.
  const space = (value: string) => (value === value.trim() ? undefined : say.outerSpace);

  function submit() {
    const inputs = [...(form.current?.querySelectorAll<HTMLInputElement>("input[required]") ?? [])];
    const empty = inputs.find((input) => input.value.trim() === "");
    pointOut.value = empty !== undefined;
    if (empty) empty.focus();
    else void connect();
  }

  return (
    <form
      ref={form}
      class="connect-form"
      noValidate
      autocomplete="off"
      aria-labelledby="connect-title"
      onFocusCapture={() => void fetchWorkspace()}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2 id="connect-title">{say.title}</h2>
      <Field
        label={say.address}
        value={address}
        hint={say.addressHint}
        wrong={missing(address.value)}
        inputMode="url"
        required
        readOnly={connecting.value || demo}
      />
      <fieldset class="segments">
        <legend class="unseen">{say.proof}</legend>
        {(["key", "token"] as const).map((kind) => (
          <Segment key={kind} kind={kind} label={say.proofs[kind]} />
        ))}
      </fieldset>
      {proof.value === "key" ? (
        <>
          <Field
            label={say.clientId}
            value={clientId}
            hint={space(clientId.value)}
            wrong={missing(clientId.value)}
            required
            readOnly={connecting.value}
          />
          <Masked label={say.clientSecret} value={clientSecret} hint={space(clientSecret.value)} missing={missing} />
        </>
      ) : (
        <Masked label={say.accessToken} value={accessToken} hint={say.accessTokenHint} missing={missing} />
      )}
      <details class="more" open={tenant.peek() !== ""}>
        <summary>{say.more}</summary>
        <Field label={say.tenant} value={tenant} hint={say.tenantHint} readOnly={connecting.value} />
      </details>
      <div class="connect-actions">
        <Button type="submit" look="main" icon={PlugZap} idle={connecting.value} aria-busy={connecting.value}>
          {connecting.value ? say.connecting : say.connect}
        </Button>
        {connecting.value && <Button onClick={stopConnecting}>{words.value.cancel}</Button>}
      </div>
      <div role="alert">{fault.value && <FaultNotice />}</div>
      <p class="kept">{say.kept}</p>
    </form>
  );
}

function Segment({ kind, label }: { readonly kind: Proof; readonly label: string }) {
  return (
    <label>
      <input
        type="radio"
        name="proof"
        checked={proof.value === kind}
        disabled={connecting.value}
        onChange={() => {
          proof.value = kind;
        }}
      />
      <span>{label}</span>
    </label>
  );
}

interface MaskedProps {
  readonly label: string;
  readonly value: typeof clientSecret;
  readonly hint: string | undefined;
  readonly missing: (value: string) => string | undefined;
}

function Masked({ label, value, hint, missing }: MaskedProps) {
  const shown = useSignal(false);
  const { connect: say } = words.value;
  return (
    <Field
      masked={!shown.value}
      label={label}
      value={value}
      hint={hint}
      wrong={missing(value.value)}
      required
      readOnly={connecting.value}
    >
      <Button
        icon={shown.value ? EyeOff : Eye}
        aria-label={`${shown.value ? say.hide : say.show}: ${label}`}
        onClick={() => {
          shown.value = !shown.value;
        }}
      />
    </Field>
  );
}

/** Whose fault it is, and what to do. */
function FaultNotice() {
  const { connect: say, facts } = words.value;
  if (!fault.value) return null;
  const { culprit, error } = fault.value;
  const { title, advice } = say.faults[culprit];
  return (
    <Notice tone="bad" icon={CircleAlert} title={title}>
      <p>{advice(location.origin)}</p>
      <details>
        <summary>{facts.details}</summary>
        <p class="technical">
          <code>{error.code}</code> {error.message}
        </p>
      </details>
    </Notice>
  );
}
