import { Languages, LogOut, RefreshCw, ShieldCheck } from "lucide";
import { useEffect } from "preact/hooks";
import { Connect } from "./connection/connect.tsx";
import { connection, disconnect } from "./connection/connection.ts";
import { LockClock } from "./connection/lock-clock.tsx";
import { demo } from "./demo/wanted.ts";
import { language, words } from "./i18n/language.ts";
import { Announcements } from "./ui/announce.tsx";
import { Button } from "./ui/button.tsx";
import { Icon } from "./ui/icon.tsx";
import { Blank } from "./ui/notice.tsx";
import { fetchWorkspace, workspace } from "./workspace.ts";
import "./app.css";

export function App() {
  return (
    <>
      <Header />
      {connection.value ? <Later /> : <Connect />}
      <Announcements />
    </>
  );
}

/** The workspace, once it is here. */
function Later() {
  useEffect(() => void fetchWorkspace(), []);
  const { Workspace, failed } = workspace.value;
  if (Workspace) return <Workspace />;
  const { later, title } = words.value;
  return (
    <main class="later" aria-busy={!failed}>
      <h1 class="unseen">{title}</h1>
      {failed && (
        <Blank icon={RefreshCw} title={later.failed}>
          <p>{later.advice}</p>
          <Button onClick={() => void fetchWorkspace()}>{later.again}</Button>
        </Blank>
      )}
    </main>
  );
}

function Header() {
  const { header, product } = words.value;
  const to = connection.value?.address;
  return (
    <header class="header">
      <p class="brand">
        <span class="brand-mark">
          <Icon of={ShieldCheck} />
        </span>
        <span class="brand-name">{product}</span>
      </p>
      {demo && <p class="demo-mark">{header.demo}</p>}
      {to && (
        <p class="address" title={to}>
          <span class="unseen">{header.connectedTo} </span>
          {to.replace(/^https:\/\//, "")}
        </p>
      )}
      <div class="header-end">
        {to && <LockClock />}
        <LanguageSwitch />
        {to && (
          <Button
            class="disconnect"
            icon={LogOut}
            aria-label={header.disconnect}
            onClick={() => disconnect("disconnected")}
          >
            {header.disconnect}
          </Button>
        )}
      </div>
    </header>
  );
}

/** Offers the other language by its own name. */
function LanguageSwitch() {
  const other = language.value === "en" ? "pt-BR" : "en";
  return (
    <Button
      look="bare"
      icon={Languages}
      lang={other}
      aria-label={other === "en" ? "EN: English" : "PT: português do Brasil"}
      onClick={() => {
        language.value = other;
      }}
    >
      {other === "en" ? "EN" : "PT"}
    </Button>
  );
}
