import "./ui/tokens.css";
import "./ui/base.css";
import { render } from "preact";
import { App } from "./app.tsx";
import { brokerBase } from "./connection/broker.ts";
import { isDemo } from "./demo/is-demo.ts";
import { preferredLanguage, speak } from "./i18n/language.ts";
import { showRunInTab } from "./run/tab.ts";

const root = document.getElementById("app");
if (root) {
  const speaking = speak(preferredLanguage);
  if (brokerBase) (await import("./broker/start.ts")).startBroker();
  await speaking;
  showRunInTab();
  if (isDemo) (await import("./demo/demo.ts")).startDemo();
  render(<App />, root);
}
