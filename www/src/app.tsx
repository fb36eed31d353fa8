import { Languages, LogOut, ShieldCheck } from "lucide";
import { brokerParts } from "./connection/broker.ts";
import { Connect } from "./connection/connect.tsx";
import { connection, disconnect } from "./connection/connection.ts";
import { LockClock } from "./connection/lock-clock.tsx";
import { isDemo } from "./demo/is-demo.ts";
import { language, speak, words } from "./i18n/language.ts";
import { SkipLink } from "./items/skip-link.tsx";
import { ReportsApart } from "./report/reports-apart.tsx";
import { depart } from "./run/departure.ts";
import { announce } from "./ui/announce.ts";
import { Announcements } from "./ui/announcements.tsx";
import { Button } from "./ui/button.tsx";
import { Icon } from "./ui/icon.tsx";
import { Lazy } from "./ui/lazy-part.tsx";
import { SchemeSwitch } from "./ui/scheme-switch.tsx";
import { vaultName } from "./vault.ts";
import { readsReports } from "./view.ts";
import { workspace } from "./workspace.ts";
import "./app.css";

/** The whole page: the header, then the workspace; without a connection, the form for it or the reports. */
export function App() {
  return (
    <>
      {connection.value && <SkipLink />}
      <Header />
      {connection.value ? <Main /> : readsReports.value ? <ReportsApart /> : <Connect />}
      <Announcements />
    </>
  );
}

function Main() {
  return (
    <main class="workspace">
      <h1 class="unseen">{words.value.title}</h1>
      <Lazy part={workspace}>{({ Workspace }) => <Workspace />}</Lazy>
    </main>
  );
}

function Header() {
  const { header, product } = words.value;
  const to = connection.value && vaultName(connection.value);
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
        </p>
      )}
      {to && Who && <Who />}
      <div class="header-end">
        {to && <LockClock />}
        <SchemeSwitch />
        <LanguageSwitch />
        {to &&
          (SignOut ? (
            <SignOut />
          ) : (
            <Button
              class="disconnect"
              icon={LogOut}
              aria-label={header.disconnect}
              onClick={() =>
                depart({
                  question: words.value.run.leaving.question,
                  label: header.disconnect,
                  leave: () => disconnect("disconnected"),
                })
              }
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
      onClick={() => speak(other).catch(() => announce(words.value.lazyPart.failed, "at once"))}
    >
      {other === "en" ? "EN" : "PT"}
    </Button>
  );
}
