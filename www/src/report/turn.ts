import type { MySafeErrorCode } from "mysafe-wasm";

/** Who acts, and why. What is not known, or was not said, is absent. */
export interface Who {
  /** The name that the visitor entered, or that of the person who is signed in at a broker. */
  readonly operator?: string | undefined;
  /** The id of that person. Only a broker knows one: without it, the name is what somebody says. */
  readonly identity?: string | undefined;
  readonly ticket?: string | undefined;
  readonly note?: string | undefined;
  /** The client id of the access key. */
  readonly clientId?: string | undefined;
}

/** One run of a report's job, or one round of looks at its items. */
export interface Turn extends Who {
  readonly startedAt?: Date | undefined;
  readonly endedAt?: Date | undefined;
}

/** What a look at an item saw, at its time: its state, or why that could not be seen. */
export type Look =
  | { readonly at: Date; readonly active: boolean }
  | { readonly at: Date; readonly active: undefined; readonly why: MySafeErrorCode };

/** The runs of a report after another one. Of earlier ones that it does not list, nobody is known. */
export function runsWith(
  report:
    | {
        readonly runs?: readonly Turn[] | undefined;
        readonly startedAt: Date | undefined;
        readonly endedAt: Date | undefined;
      }
    | undefined,
  run: Turn,
): readonly Turn[] {
  if (!report) return [run];
  return [...(report.runs ?? [{ startedAt: report.startedAt, endedAt: report.endedAt }]), run];
}

/** What somebody said of a turn, as one text: the operator, the ticket and the note. */
export function saidBy({ operator, ticket, note }: Who): string {
  return [operator, ticket, note].filter((part) => part !== undefined).join(" · ");
}
