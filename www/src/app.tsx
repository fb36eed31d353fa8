import { Languages, LogOut, RefreshCw, ShieldCheck } from "lucide";
import { useEffect } from "preact/hooks";
import { brokerParts } from "./connection/broker.ts";
import { Connect } from "./connection/connect.tsx";
import { connection, disconnect } from "./connection/connection.ts";
import { LockClock } from "./connection/lock-clock.tsx";
import { isDemo } from "./demo/is-demo.ts";
import { language, speak, words } from "./i18n/language.ts";
import { Announcements, announce } from "./ui/announce.tsx";
import { Button } from "./ui/button.tsx";
import { Icon } from "./ui/icon.tsx";
import { EmptyState } from "./ui/notice.tsx";
import { fetchWorkspace, workspace } from "./workspace.ts";
import "./app.css";

/** The whole page: the header, then the connection form or the workspace. */
export function App() {
  return (
    <>
      <Header />
      {connection.value ? <LazyWorkspace /> : <Connect />}
      <Announcements />
    </>
  );
}

/** The workspace once it is loaded, or an offer to try again. */
function LazyWorkspace() {
  useEffect(() => void fetchWorkspace(), []);
  const { Workspace, failed } = workspace.value;
  if (Workspace) return <Workspace />;
  const { lazyWorkspace, title } = words.value;
  return (
    <main class="later" aria-busy={!failed}>
      <h1 class="unseen">{title}</h1>
      {failed && (
        <EmptyState icon={RefreshCw} title={lazyWorkspace.failed}>
          <p>{lazyWorkspace.advice}</p>
          <Button onClick={() => void fetchWorkspace()}>{lazyWorkspace.again}</Button>
        </EmptyState>
      )}
    </main>
  );
}

function Header() {
  const { header, product } = words.value;
  const { address: to, tenant } = connection.value ?? {};
  const { Who, SignOut } = brokerParts;
  return (
    <header class="header">
      <p class="brand">
        <span class="brand-mark">
          <Icon of={ShieldCheck} />
        </span>
        <span class="brand-name">{product}</span>
      </p>
      {isDemo && <p class="demo-mark">{header.demo}</p>}
      {to && (
        <p class="address" title={to}>
          <span class="unseen">{header.connectedTo} </span>
          {to.replace(/^https:\/\//, "")}
          {tenant && ` · ${tenant}`}
        </p>
      )}
      {to && Who && <Who />}
      <div class="header-end">
        {to && <LockClock />}
        <LanguageSwitch />
        {to &&
          (SignOut ? (
            <SignOut />
          ) : (
            <Button
              class="disconnect"
              icon={LogOut}
              aria-label={header.disconnect}
              onClick={() => disconnect("disconnected")}
            >
              {header.disconnect}
            </Button>
          ))}
      </div>
    </header>
  );
}

/** A button for the other language, labelled in that language. */
function LanguageSwitch() {
  const other = language.value === "en" ? "pt-BR" : "en";
  return (
    <Button
      look="bare"
      icon={Languages}
      lang={other}
      aria-label={other === "en" ? "EN: English" : "PT: português do Brasil"}
      onClick={() => speak(other).catch(() => announce(words.value.lazyWorkspace.failed, "at once"))}
    >
      {other === "en" ? "EN" : "PT"}
    </Button>
  );
}
