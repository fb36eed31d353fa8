import { words } from "../i18n/language.ts";
import { Button } from "../ui/button.tsx";
import { view } from "../view.ts";
import { focusCurrentRow } from "./current-row.ts";
import "./skip-link.css";

/** A way past the header and the filters to the list. It is seen only while it has the focus. */
export function SkipLink() {
  if (view.value !== "items") return null;
  return (
    <Button class="skip-link" onClick={focusCurrentRow}>
      {words.value.table.skip}
    </Button>
  );
}
