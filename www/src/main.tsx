import "./ui/tokens.css";
import "./ui/base.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { App } from "./app.tsx";
import { brokerBase } from "./connection/broker.ts";
import { isDemo } from "./demo/is-demo.ts";
import { preferredLanguage, speak } from "./i18n/language.ts";
import { isKeeping } from "./report/keeping.ts";
import { reportPart } from "./report/report-part.ts";
import { showRunInTab } from "./run/tab.ts";
import { hasForcedColors, isNarrow } from "./ui/media.ts";

const root = document.getElementById("app");
if (root) {
  const speaking = speak(preferredLanguage);
  if (brokerBase) (await import("./broker/start.ts")).startBroker();
  await speaking;
  showRunInTab();
  effect(() => {
    if (hasForcedColors.value) void import("./ui/forced-colors.css");
    if (isNarrow.value) void import("./ui/narrow.css");
  });
  if (isKeeping.value) void reportPart.fetch().then((part) => part?.restoreReports());
  if (isDemo) (await import("./demo/demo.ts")).startDemo();
  render(<App />, root);
}
