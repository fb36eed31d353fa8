import { FileText } from "lucide";
import { words } from "../i18n/language.ts";
import { Button } from "../ui/button.tsx";
import { readsReports } from "../view.ts";
import { LoadFault, LoadReport } from "./load-report.tsx";
import { reports } from "./report.ts";
import { reportPart } from "./report-part.ts";

/** The reports that can be read without a connection, in the connect view. */
export function ReportsOffer() {
  const { report: t } = words.value;
  const read = () => {
    readsReports.value = true;
  };
  return (
    <section class="reports-offer" aria-label={words.value.views.reports}>
      <p class="kept">{t.noConnectionNeeded}</p>
      <div class="reports-offer-actions">
        {reports.value.length > 0 && (
          <Button icon={FileText} onClick={read}>
            {t.reports(reports.value.length)}
          </Button>
        )}
        <LoadReport reader={async () => (await reportPart.fetch())?.readReport} onLoad={read} />
      </div>
      <LoadFault />
    </section>
  );
}
