import type { MySafeError } from "mysafe-wasm";
import type { FinishedRun } from "./action.ts";
import { Notice } from "./notice.tsx";
import { words } from "./words.ts";
import "./outcome.css";

/** How a run looks when it has ended: the state that its secret is in now, or why that cannot be said. */
export function toneOf({ action, outcome }: FinishedRun): "off" | "on" | "failed" | "unknown" {
  if (outcome.kind === "failed") return "failed";
  if (outcome.kind === "unknown" || outcome.kind === "cancelled") return "unknown";
  return action === "deactivate" ? "off" : "on";
}

/** What happened in one sentence. */
export function sentenceOf({ action, identifier, outcome }: FinishedRun): string {
  return words[action][outcome.kind](identifier);
}

/** What happened, why, what to do, and what support will ask for. Whatever the server wrote stays text. */
export function Outcome({ run }: { readonly run: FinishedRun }) {
  const { action, outcome } = run;
  const tone = toneOf(run);
  return (
    <Notice tone={tone} icon={tone} title={sentenceOf(run)}>
      {"error" in outcome && <p>{words.reasons[outcome.error.code] ?? outcome.error.message}</p>}
      {tone === "unknown" && <p>{words[action].again}</p>}
      {"error" in outcome && <ErrorDetail error={outcome.error} />}
      {"change" in outcome && outcome.change.message !== "" && (
        <p class="said">
          {words.serverSays} <q>{outcome.change.message}</q>
        </p>
      )}
    </Notice>
  );
}

function ErrorDetail({ error }: { readonly error: MySafeError }) {
  const facts = [
    [words.code, error.code],
    [words.status, error.status],
    [words.apiCode, error.apiCode],
    [words.requestId, error.requestId],
  ] as const;
  return (
    <>
      <dl class="facts">
        {facts.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {words.reasons[error.code] && (
        <details>
          <summary>{words.fullMessage}</summary>
          <p>{error.message}</p>
        </details>
      )}
    </>
  );
}
