import { signal } from "@preact/signals";
import type { BrokerSession, Permission } from "mysafe-broker";
import type { Kind } from "mysafe-wasm";
import type { ComponentType } from "preact";
import { isDemo } from "../demo/is-demo.ts";
import type { Report } from "../report/report.ts";

/** Where the broker is that serves this page, with a slash at the end. `undefined`: none does, and the page asks for an access
 * key. */
export const brokerBase = baseIn(document.querySelector<HTMLMetaElement>('meta[name="mysafe-broker"]')?.content);

/** Who is signed in at the broker, and what they may do: the person of the connection. */
export const session = signal<BrokerSession | undefined>(undefined);

/** The name by which the page shows somebody. */
export const nameOf = ({ identity: { name, id } }: BrokerSession) => name ?? id;

/** Why the person of the connection is not signed in any more: nobody is, or somebody else. */
export type SignInLoss =
  | { readonly who: "nobody"; readonly signIn: string | undefined }
  | { readonly who: "other"; readonly session: BrokerSession };

/** Set while the connection gets no token, because its person is not signed in any more. */
export const signInLoss = signal<SignInLoss | undefined>(undefined);

/** What the page shows only where a broker serves it. It is loaded only there, before the page is rendered. */
export interface BrokerParts {
  /** The sign-in, in place of the form for an access key. */
  readonly SignIn: ComponentType;
  /** Who is signed in. */
  readonly Who: ComponentType;
  /** The button that signs out, in place of the one that disconnects. */
  readonly SignOut: ComponentType;
  /** Says that the sign-in has ended, and offers another. */
  readonly SignInEnded: ComponentType;
  /** Says that somebody may not switch items of a kind. */
  readonly OnlyLooking: ComponentType<{ readonly kind: Kind }>;
  /** Says that somebody else has signed in during the run of a report. */
  readonly TakenOver: ComponentType<NonNullable<Report["takenOver"]>>;
}

/** They are all there, or none is. */
export const brokerParts: Partial<BrokerParts> = {};

/** Whether somebody may do this to items of a kind. Without a broker, MySafe alone decides. A component that calls this is
 * rendered again when it changes. */
export function may(kind: Kind, permission: Permission): boolean {
  return !brokerBase || session.value?.grants[kind].includes(permission) === true;
}

function baseIn(content: string | undefined): URL | undefined {
  return content === undefined || isDemo ? undefined : new URL(content, location.href);
}
