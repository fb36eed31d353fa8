import { useSignal } from "@preact/signals";
import { Eye, EyeOff, Lock, LogOut, PlugZap, ShieldCheck } from "lucide";
import { useLayoutEffect, useRef } from "preact/hooks";
import { isDemo } from "../demo/is-demo.ts";
import { words } from "../i18n/language.ts";
import { reports } from "../report/report.ts";
import { ReportsOffer } from "../report/reports-offer.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Lazy } from "../ui/lazy-part.tsx";
import { Notice } from "../ui/notice.tsx";
import { Segments } from "../ui/segments.tsx";
import { workspace } from "../workspace.ts";
import { settleAddress } from "./address-entry.ts";
import { AddressField } from "./address-field.tsx";
import { brokerParts } from "./broker.ts";
import { connect, connecting, type Ending, ending, stopConnecting } from "./connection.ts";
import { accessToken, address, clientId, clientSecret, proof, tenant } from "./entries.ts";
import { FaultNotice } from "./fault-notice.tsx";
import { faultPart } from "./fault-part.ts";
import { keyHelpPart } from "./key-help-part.ts";
import { forwardedVault } from "./route.ts";
import "./connect.css";

/** Whether the page was just opened. The focus is the visitor's then. */
let isNew = true;

/** The page before the connection: an introduction, and the form for an access key or the sign-in of a broker. */
export function Connect() {
  const { connect: t, title } = words.value;
  const { SignIn = ConnectForm } = brokerParts;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    // The element with the focus was removed with the workspace, or with the reports.
    if (ending.peek() || (!isNew && document.activeElement === document.body)) heading.current?.focus();
    isNew = false;
  }, []);
  return (
    <main class="connect">
      <div class="connect-intro">
        <h1 tabIndex={-1} ref={heading}>
          {title}
        </h1>
        <p class="lead">{t.purpose}</p>
        <ul class="promises">
          {t.promises.map((promise) => (
            <li key={promise}>{promise}</li>
          ))}
        </ul>
      </div>
      <div class="connect-card card">
        {ending.value && <EndedNotice why={ending.value} />}
        {isDemo && !ending.value && (
          <Notice tone="plain" icon={ShieldCheck} title={t.demoTitle}>
            <p>{t.demo}</p>
          </Notice>
        )}
        {reports.value.length > 0 && <ReportsOffer />}
        <SignIn />
        {reports.value.length === 0 && <ReportsOffer />}
      </div>
    </main>
  );
}

const endingIcons = { disconnected: LogOut, idle: Lock, left: LogOut };

function EndedNotice({ why }: { readonly why: Ending }) {
  const { title, text } = words.value.connect.ended[why];
  return (
    <Notice tone={why === "idle" ? "doubt" : "plain"} icon={endingIcons[why]} title={title} role="status">
      <p>{text}</p>
    </Notice>
  );
}

function ConnectForm() {
  const { connect: t } = words.value;
  const showMissing = useSignal(false);
  const asksForHelp = useSignal(false);
  const form = useRef<HTMLFormElement>(null);
  const missing = (value: string) => (showMissing.value && value.trim() === "" ? t.needed : undefined);
  // A pasted space at either end is invisible, and the server's refusal would not mention it.
  const outerSpaceHint = (value: string) => (value === value.trim() ? undefined : t.outerSpace);

  function submit() {
    const inputs = [...(form.current?.querySelectorAll<HTMLInputElement>("input[required]") ?? [])];
    const empty = inputs.find((input) => input.value.trim() === "");
    showMissing.value = empty !== undefined;
    if (empty) empty.focus();
    else if (settleAddress()) void connect();
    else inputs[0]?.focus();
  }

  return (
    <form
      ref={form}
      class="connect-form"
      noValidate
      autocomplete="off"
      aria-labelledby="connect-title"
      onFocusCapture={() => {
        void workspace.fetch();
        // That this page's own server has ended could not be explained after its end.
        if (forwardedVault) void faultPart.fetch();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2 id="connect-title">{t.title}</h2>
      <AddressField missing={missing(address.value)} readOnly={connecting.value || isDemo} />
      <Segments
        legend={t.proof}
        name="proof"
        value={proof.value}
        options={[
          ["key", t.proofs.key],
          ["token", t.proofs.token],
        ]}
        disabled={connecting.value}
        onChoose={(chosen) => {
          proof.value = chosen;
        }}
      />
      {proof.value === "key" ? (
        <>
          <Field
            label={t.clientId}
            value={clientId}
            hint={outerSpaceHint(clientId.value)}
            error={missing(clientId.value)}
            required
            readOnly={connecting.value}
          />
          <SecretField
            label={t.clientSecret}
            value={clientSecret}
            hint={outerSpaceHint(clientSecret.value)}
            missing={missing}
          />
        </>
      ) : (
        <SecretField label={t.accessToken} value={accessToken} hint={t.accessTokenHint} missing={missing} />
      )}
      <details
        class="more"
        onToggle={(event) => {
          asksForHelp.value = event.currentTarget.open;
        }}
      >
        <summary>{t.keyHelp}</summary>
        {asksForHelp.value && <Lazy part={keyHelpPart}>{({ KeyHelp }) => <KeyHelp />}</Lazy>}
      </details>
      <details class="more" open={tenant.peek() !== ""}>
        <summary>{t.more}</summary>
        <Field label={t.tenant} value={tenant} hint={t.tenantHint} readOnly={connecting.value} />
      </details>
      <div class="connect-actions">
        <Button type="submit" look="main" icon={PlugZap} unavailable={connecting.value} aria-busy={connecting.value}>
          {connecting.value ? t.connecting : t.connect}
        </Button>
        {connecting.value && <Button onClick={stopConnecting}>{words.value.cancel}</Button>}
      </div>
      <FaultNotice />
      <p class="kept">{t.kept}</p>
      {!isDemo && (
        <p class="kept">
          {t.justLooking} <a href="?demo">{t.tryDemo}</a>
        </p>
      )}
    </form>
  );
}

interface SecretFieldProps {
  readonly label: string;
  readonly value: typeof clientSecret;
  readonly hint: string | undefined;
  readonly missing: (value: string) => string | undefined;
}

function SecretField({ label, value, hint, missing }: SecretFieldProps) {
  const shown = useSignal(false);
  const { connect: t } = words.value;
  return (
    <Field
      masked={!shown.value}
      label={label}
      value={value}
      hint={hint}
      error={missing(value.value)}
      required
      readOnly={connecting.value}
    >
      <Button
        icon={shown.value ? EyeOff : Eye}
        aria-label={`${shown.value ? t.hide : t.show}: ${label}`}
        onClick={() => {
          shown.value = !shown.value;
        }}
      />
    </Field>
  );
}
