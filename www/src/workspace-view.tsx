import { FileText, History, Vault } from "lucide";
import { brokerParts } from "./connection/broker.ts";
import { number } from "./i18n/format.ts";
import { words } from "./i18n/language.ts";
import { ItemsView } from "./items/items-view.tsx";
import { LogView } from "./log/log-view.tsx";
import { reports } from "./report/report.ts";
import { reportPart } from "./report/report-part.ts";
import { RotateHost } from "./rotate/rotate-host.tsx";
import { DepartureDialog } from "./run/departure-dialog.tsx";
import { Confirmation, RunProgress } from "./run/run-host.tsx";
import { Icon } from "./ui/icon.tsx";
import { Lazy } from "./ui/lazy-part.tsx";
import { type View, view } from "./view.ts";
import "./workspace-view.css";

const icons = { items: Vault, reports: FileText, log: History };

/** Everything after the connection: the three views, the batch and its confirmation. */
export function Workspace() {
  const { views } = words.value;
  const { SignInEnded } = brokerParts;
  const marks: Partial<Record<View, number>> = { reports: reports.value.length };
  return (
    <>
      <nav class="views" aria-label={views.label}>
        {(["items", "reports", "log"] as const).map((name) => (
          <button
            key={name}
            type="button"
            aria-current={view.value === name ? "page" : undefined}
            onClick={() => {
              view.value = name;
            }}
          >
            <Icon of={icons[name]} />
            {views[name]}
            {(marks[name] ?? 0) > 0 && <span class="mark">{number(marks[name] ?? 0)}</span>}
          </button>
        ))}
      </nav>
      {SignInEnded && <SignInEnded />}
      <RunProgress />
      {view.value === "items" && <ItemsView />}
      {view.value === "reports" && <Lazy part={reportPart}>{({ ReportView }) => <ReportView />}</Lazy>}
      {view.value === "log" && <LogView />}
      <Confirmation />
      <RotateHost />
      <DepartureDialog />
    </>
  );
}
