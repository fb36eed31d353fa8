import type { ItemSummary, Kind, MySafeError, MySafeEvent } from "mysafe-wasm";
import type { Words } from "../words/en.js";

/** The try to list the items of a kind. Without an outcome it was not made. */
export interface Listing {
  readonly kind: Kind;
  readonly items?: readonly ItemSummary[];
  readonly error?: MySafeError;
}

/** A step of a check, as `--json` has it. */
export interface Step {
  readonly step: "address" | "credentials" | Kind;
  /** `null`: it is not known, because an earlier step failed. */
  readonly ok: boolean | null;
  readonly text: string;
  readonly advice?: string;
  readonly error?: MySafeError;
  readonly total?: number;
  readonly canView?: number;
  readonly canWrite?: number;
}

/** What is known of a connection, from the tries to list and the events of the client. */
export class Diagnosis {
  readonly #listings: Listing[] = [];
  #isGranted = false;

  /** Takes an event of the client. */
  readonly note = (event: MySafeEvent): void => {
    if (event.type === "token") this.#isGranted = true;
  };

  /** Takes a try. */
  add(listing: Listing): void {
    this.#listings.push(listing);
  }

  /** Whether the answers of MySafe show that the credentials are good. */
  get isIn(): boolean {
    const proves = ({ items, error }: Listing) => items !== undefined || error?.code === "ACCESS_DENIED";
    return this.#isGranted ? !this.#firstError("UNAUTHORIZED") : this.#listings.some(proves);
  }

  /** Whether a kind is refused to these credentials, and no more than that. */
  isRefused({ error }: Listing): boolean {
    return error?.code === "ACCESS_DENIED" || (error?.code === "ROUTE_NOT_FOUND" && this.isIn);
  }

  /** The steps, for an address. */
  steps(address: string, { check, reasons, nouns }: Words): Step[] {
    const answers = this.isIn || this.#firstError("UNAUTHORIZED") !== undefined;
    const error = this.#listings.find((listing) => listing.error)?.error;
    const reason = error && reasons(nouns.apiSecret)[error.code];
    const because = error && { advice: `${reason?.what ?? ""} ${reason?.advice ?? ""}`.trim(), error };
    return [
      answers
        ? { step: "address", ok: true, text: check.address(address) }
        : { step: "address", ok: false, text: check.noAddress(address), ...because },
      this.isIn
        ? { step: "credentials", ok: true, text: check.credentials }
        : answers
          ? { step: "credentials", ok: false, text: check.noCredentials, ...because }
          : { step: "credentials", ok: null, text: check.credentialsNotTried },
      ...this.#listings.map((listing) => this.#rights(listing, { check, reasons, nouns })),
    ];
  }

  #rights(listing: Listing, { check, reasons, nouns }: Pick<Words, "check" | "reasons" | "nouns">): Step {
    const { kind, items, error } = listing;
    const noun = nouns[kind];
    if (items !== undefined) {
      const canView = items.filter((item) => item.canView).length;
      const canWrite = items.filter((item) => item.canWrite).length;
      const text = check.rights(items.length, canView, canWrite, noun);
      const advice = canWrite === 0 ? { advice: check.nothingToChange(noun) } : {};
      return { step: kind, ok: true, text, ...advice, total: items.length, canView, canWrite };
    }
    if (error !== undefined && this.isRefused(listing)) {
      return { step: kind, ok: false, text: check.noRights(noun), advice: check.noRightsAdvice, error };
    }
    if (error === undefined || !this.isIn) return { step: kind, ok: null, text: check.notTried(noun) };
    const text = check.notListed(noun);
    const reason = reasons(noun)[error.code];
    return { step: kind, ok: false, text, advice: `${reason?.what ?? ""} ${reason?.advice ?? ""}`.trim(), error };
  }

  #firstError(code: MySafeError["code"]): MySafeError | undefined {
    return this.#listings.find(({ error }) => error?.code === code)?.error;
  }
}
