import { CircleAlert } from "lucide";
import { words } from "../i18n/language.ts";
import { Notice } from "../ui/notice.tsx";
import { fault } from "./connection.ts";

/** The cause of a failed connection, and advice. It is always rendered: screen readers ignore an alert that is added together
 * with its text. */
export function FaultNotice() {
  return <div role="alert">{fault.value && <Fault {...fault.value} />}</div>;
}

function Fault({ cause, error }: NonNullable<typeof fault.value>) {
  const { connect: t, facts } = words.value;
  const { title, advice } = t.faults[cause];
  return (
    <Notice tone="bad" icon={CircleAlert} title={title}>
      <p>{advice(location.origin)}</p>
      <details>
        <summary>{facts.details}</summary>
        <p class="technical">
          <code>{error.code}</code> {error.message}
        </p>
      </details>
    </Notice>
  );
}
