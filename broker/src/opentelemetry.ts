import type { Attributes, Span } from "@opentelemetry/api";
import type { Audit, AuditRecord } from "./audit/record.js";

/**
 * An audit as OpenTelemetry's spans and metrics, by the package `@opentelemetry/api`, which has to be installed. Each call is
 * a span of the tracer `mysafe-broker` with the attributes `enduser.id`, `mysafe.operation`, `mysafe.kind`,
 * `mysafe.identifier`, `mysafe.outcome`, `mysafe.request_id` and `http.response.status_code`. The histogram
 * `mysafe.broker.call.duration`, in s, has the operation, the kind and the outcome.
 *
 * Spans are exported later, and can be lost: where the audit has to survive a crash, keep JSON Lines too.
 *
 * @returns the function for the option `audit`
 * @throws Error if `@opentelemetry/api` is not installed
 * @example
 * ```ts
 * import { openTelemetryAudit } from "mysafe-broker/opentelemetry";
 *
 * const [spans, file] = [await openTelemetryAudit(), await jsonLinesFile("audit.jsonl")];
 * const audit = async (record) => {
 *   await file.audit(record);
 *   await spans(record);
 * };
 * ```
 * @see https://opentelemetry.io/docs/specs/semconv/
 */
export async function openTelemetryAudit(): Promise<Audit> {
  const { metrics, SpanKind, SpanStatusCode, trace } = await import("@opentelemetry/api").catch(() => {
    throw new Error("OpenTelemetry's API is not installed. Install it with: npm install @opentelemetry/api");
  });
  const tracer = trace.getTracer("mysafe-broker");
  const durations = metrics.getMeter("mysafe-broker").createHistogram("mysafe.broker.call.duration", { unit: "s" });
  const open = new Map<string, Span>();

  const start = (record: AuditRecord, startTime: number) =>
    tracer.startSpan(`mysafe ${record.operation}`, {
      kind: SpanKind.SERVER,
      startTime,
      attributes: attributesOf(record),
    });

  return (record) => {
    const time = Date.parse(record.time);
    if (record.event === "begin") {
      open.set(record.id, start(record, time));
      return;
    }
    const { id, operation, kind, outcome, duration = 0 } = record;
    const span = open.get(id) ?? start(record, time - duration);
    open.delete(id);
    span.setAttributes(attributesOf(record));
    if (outcome === "unknown" || outcome === "unanswered" || outcome === "skipped") {
      span.setStatus({ code: SpanStatusCode.ERROR, message: outcome });
    }
    span.end(time);
    durations.record(
      duration / 1000,
      present({ "mysafe.operation": operation, "mysafe.kind": kind, "mysafe.outcome": outcome }),
    );
  };
}

function attributesOf(record: AuditRecord): Attributes {
  return present({
    "enduser.id": record.identity ?? undefined,
    "mysafe.operation": record.operation,
    "mysafe.kind": record.kind,
    "mysafe.identifier": record.identifier,
    "mysafe.outcome": record.outcome,
    "mysafe.request_id": record.requestId,
    "http.response.status_code": record.status,
  });
}

function present(attributes: Record<string, string | number | undefined>): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as Attributes;
}
