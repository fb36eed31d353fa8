// Apart from the kinds, because it is loaded with what uses it, and not with the page.

import type { CallOptions, Kind, MySafe } from "mysafe-wasm";
import type { Column, Trait } from "./field.ts";

/** What names an item besides its identifier. */
export type Traits = Readonly<Partial<Record<Trait, string | undefined>>>;

/** How an item is opened for what its list does not say. */
export interface Opening {
  /** What opening it tells. */
  readonly traits: readonly Trait[];
  /** Opens it, which is a view. Its stored values come with the answer, and go no further than here. */
  readonly open: (client: MySafe, identifier: string, options: CallOptions) => Promise<Traits>;
}

/** What names the items of a kind. */
export interface KindTraits {
  /** The columns of its list that do. */
  readonly listed: readonly (Column & Trait)[];
  /** Set where an item has traits that its list does not. */
  readonly opening?: Opening;
}

/** What names the items of each kind besides their identifiers. */
export const traitsOf: Readonly<Record<Kind, KindTraits>> = {
  apiSecret: {
    listed: [],
    opening: {
      traits: ["clientId", "url", "identifierCode"],
      open: async ({ apiSecrets }, identifier, options) => {
        const { clientId, url, identifierCode } = await apiSecrets.get(identifier, options);
        return { clientId, url, identifierCode };
      },
    },
  },
  password: { listed: ["url", "username"] },
  note: { listed: [] },
};
