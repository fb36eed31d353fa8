import { ArrowLeft } from "lucide";
import { words } from "../i18n/language.ts";
import { Button } from "../ui/button.tsx";
import { Lazy } from "../ui/lazy-part.tsx";
import { readsReports } from "../view.ts";
import { reportPart } from "./report-part.ts";

/** The reports without a connection. */
export function ReportsApart() {
  const { report: t, title } = words.value;
  return (
    <main class="workspace">
      <h1 class="unseen">{title}</h1>
      <div>
        <Button
          icon={ArrowLeft}
          onClick={() => {
            readsReports.value = false;
          }}
        >
          {t.back}
        </Button>
      </div>
      <Lazy part={reportPart}>{({ ReportView }) => <ReportView />}</Lazy>
    </main>
  );
}
