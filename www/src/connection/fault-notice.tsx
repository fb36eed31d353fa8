import { CircleAlert } from "lucide";
import { words } from "../i18n/language.ts";
import { defaultKind } from "../kinds/kinds.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { Notice } from "../ui/notice.tsx";
import { fault, setDiagnosis } from "./connection.ts";
import { faultPart } from "./fault-part.ts";

setDiagnosis(async (error, route) => (await faultPart.fetch())?.diagnose(error, route));

/** The cause of a failed connection, and advice. It is always rendered: screen readers ignore an alert that is added together
 * with its text. */
export function FaultNotice() {
  return <div role="alert">{fault.value && <Fault current={fault.value} />}</div>;
}

function Fault({ current }: { readonly current: NonNullable<typeof fault.value> }) {
  const { facts, reasons } = words.value;
  const { error } = current;
  const part = faultPart.fetched.module;
  const { what, advice } = reasons(nounOf(defaultKind))[error.code];
  const isExplained = part !== undefined && "cause" in current;
  return (
    <Notice tone="bad" icon={CircleAlert} title={isExplained ? part.titleOf(current) : what}>
      {isExplained ? <part.Advice fault={current} /> : <p>{advice}</p>}
      <details>
        <summary>{facts.details}</summary>
        <p class="technical">
          <code>{error.code}</code> {error.message}
        </p>
      </details>
    </Notice>
  );
}
