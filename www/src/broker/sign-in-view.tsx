import { CircleAlert, CircleCheck, Info, LogIn, LogOut, Play, RefreshCw } from "lucide";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { nameOf } from "../connection/broker.ts";
import { connecting, fault, stopConnecting } from "../connection/connection.ts";
import { FaultNotice } from "../connection/fault-notice.tsx";
import { words } from "../i18n/language.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { BlockedTab } from "./notices.tsx";
import { goToSignIn, keepSignInTab, keepsPage } from "./sign-in.ts";
import { enter, leave, type Visit, visit } from "./visit.ts";
import { brokerWords } from "./words.ts";

/** Whether the page was just opened. The focus is the visitor's then. */
let isNew = true;

/** The page before the connection: who is signed in, or where to sign in. */
export function SignIn() {
  const t = brokerWords.value.entry;
  const { at } = visit.value;
  const heading = useRef<HTMLHeadingElement>(null);
  // Each state removes the button of the one before.
  useLayoutEffect(() => {
    if (!isNew && document.activeElement === document.body) heading.current?.focus();
    isNew = false;
  }, [at]);
  return (
    <section class="connect-form" aria-labelledby="connect-title">
      <h2 id="connect-title" tabIndex={-1} ref={heading}>
        {t.titles[at]}
      </h2>
      <State {...visit.value} />
      <FaultNotice />
      <p class="kept">{t.kept}</p>
    </section>
  );
}

function State(current: Visit) {
  const { entry: t, signIn, account } = brokerWords.value;
  switch (current.at) {
    case "asking":
      return (
        <>
          <p role="status">{connecting.value ? words.value.connect.connecting : t.asking}</p>
          {connecting.value && <Actions>{<Button onClick={stopConnecting}>{words.value.cancel}</Button>}</Actions>}
        </>
      );
    case "nobody":
      return <Nobody {...current} />;
    case "waiting":
      return <GoOn label={fault.value ? t.again : t.goOn} />;
    case "unanswered":
      return (
        <>
          <Notice tone="bad" icon={CircleAlert} title={t.unanswered} role="alert">
            <p>{t.unansweredAdvice}</p>
          </Notice>
          <GoOn label={t.again} />
        </>
      );
    case "notSignedOut":
      return (
        <>
          <Notice tone="bad" icon={CircleAlert} title={t.notSignedOut} role="alert">
            <p>{t.notSignedOutAdvice}</p>
          </Notice>
          <Actions>
            <Button look="main" icon={LogOut} onClick={() => void leave()}>
              {account.signOut}
            </Button>
            <Button onClick={() => void enter()}>{t.goOn}</Button>
          </Actions>
        </>
      );
    case "nothing":
      return (
        <>
          <Notice tone="doubt" icon={Info} title={t.nothing(nameOf(current.session))}>
            <p>{t.nothingAdvice}</p>
          </Notice>
          <Actions>
            {current.session.signOut !== undefined && (
              <Button icon={LogOut} onClick={() => void leave()}>
                {account.signOut}
              </Button>
            )}
            <Button icon={RefreshCw} onClick={() => void enter()}>
              {t.again}
            </Button>
          </Actions>
        </>
      );
    case "signedIn":
      return (
        <>
          <Notice tone="good" icon={CircleCheck} title={signIn.done} role="status">
            <p>{signIn.goBack}</p>
          </Notice>
          <Actions>
            <Button
              onClick={() => {
                keepSignInTab();
                void enter();
              }}
            >
              {signIn.here}
            </Button>
          </Actions>
        </>
      );
  }
}

function Nobody({ signIn, hasSignedOut = false }: Extract<Visit, { readonly at: "nobody" }>) {
  const { signIn: t, account } = brokerWords.value;
  return (
    <>
      {hasSignedOut && (
        <Notice tone="plain" icon={LogOut} title={account.signedOut} role="status">
          <p>{account.signedOutAdvice}</p>
        </Notice>
      )}
      <p>{signIn === undefined ? t.byOperator : t.why}</p>
      <Actions>
        <Button look="main" icon={signIn === undefined ? RefreshCw : LogIn} onClick={() => goToSignIn(signIn)}>
          {signIn === undefined ? t.load : t.button}
        </Button>
      </Actions>
      {keepsPage() && <p class="kept">{t.newTab}</p>}
      <BlockedTab />
    </>
  );
}

function GoOn({ label }: { readonly label: string }) {
  return (
    <Actions>
      <Button look="main" icon={Play} onClick={() => void enter()}>
        {label}
      </Button>
    </Actions>
  );
}

function Actions({ children }: { readonly children: ComponentChildren }) {
  return <div class="connect-actions">{children}</div>;
}
