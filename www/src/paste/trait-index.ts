import { itemOf } from "../item.ts";
import type { Trait } from "../kinds/field.ts";
import type { Traits } from "../kinds/traits.ts";
import type { Target } from "../report/report.ts";
import { isNumber } from "./cell.ts";
import type { Piece } from "./piece.ts";

/** How a piece equals a trait: exactly, as MySafe's own filter answers, but for the letter case of a user name, or only in the host
 * of a URL. */
export type Closeness = "exact" | "filter" | "case" | "host";

/** An item that a piece of text may name. */
export interface MatchedItem extends Target {
  readonly by: Trait;
  readonly closeness: Closeness;
}

/** A piece of text, and every item that it may name. */
export interface Match {
  readonly text: string;
  readonly items: readonly MatchedItem[];
  /** Whether there is no doubt: one item, an exact trait, no common word of running text, and no identifier. */
  readonly isSure: boolean;
}

/** Items by what names them. */
export class TraitIndex {
  readonly #byKey = new Map<string, MatchedItem[]>();
  readonly #identifiers = new Set<string>();

  /** Adds an item. */
  add({ identifier, name }: Target, traits: Traits): void {
    this.#identifiers.add(itemOf(identifier));
    for (const [trait, value] of Object.entries(traits) as [Trait, string | undefined][]) {
      for (const [key, closeness] of keysOf(trait, value?.trim() ?? "")) {
        const items = this.#byKey.get(key) ?? [];
        this.#byKey.set(key, items);
        items.push({ identifier, name, by: trait, closeness });
      }
    }
  }

  /** Adds an item that MySafe lists for a text. Whether it compares a whole trait with it is not documented. */
  addListed({ identifier, name }: Target, by: Trait, text: string): void {
    const key = `listed ${text}`;
    this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), { identifier, name, by, closeness: "filter" }]);
  }

  /** The pieces that name an item. A closer match leaves out those that are less close. */
  matchesOf(pieces: readonly Piece[]): readonly Match[] {
    const seen = new Set<string>();
    return pieces.flatMap((piece) => {
      const items = this.#itemsOf(piece.text);
      // The same URL with and without a slash at its end is one mention.
      const spelling = piece.text.toLowerCase().replace(/\/$/, "");
      const key = [spelling, ...items.map(({ identifier, by }) => `${identifier} ${by}`)].join("\n");
      if (items.length === 0 || seen.has(key)) return [];
      seen.add(key);
      const [only, other] = items;
      const isOne = other === undefined && only?.closeness === "exact";
      return [{ text: piece.text, items, isSure: isOne && this.#isClear(piece) }];
    });
  }

  /** Whether a piece is no word of running text, and no identifier. */
  #isClear({ text, isAlone }: Piece): boolean {
    if (isNumber(text) || this.#identifiers.has(itemOf(text))) return false;
    return isAlone || isUnusual(text);
  }

  #itemsOf(text: string): readonly MatchedItem[] {
    const found = new Map(this.#byKey.get(`listed ${text}`)?.map((item) => [item.identifier, item]));
    for (const trait of ["clientId", "identifierCode", "url", "username"] as const) {
      for (const [key, closeness] of keysOf(trait, text)) {
        for (const item of this.#byKey.get(key) ?? []) {
          const is = furthest(closeness, item.closeness);
          const before = found.get(item.identifier);
          if (!before || rank[is] < rank[before.closeness]) found.set(item.identifier, { ...item, closeness: is });
        }
      }
    }
    const best = Math.min(...[...found.values()].map(({ closeness }) => rank[closeness]));
    return [...found.values()].filter(({ closeness }) => rank[closeness] === best);
  }
}

const rank: Record<Closeness, number> = { exact: 0, filter: 1, case: 2, host: 3 };

function furthest(a: Closeness, b: Closeness): Closeness {
  return rank[a] > rank[b] ? a : b;
}

/** The keys under which a value is found. */
function keysOf(trait: Trait, value: string): readonly (readonly [string, Closeness])[] {
  if (value === "") return [];
  if (trait === "url") return urlKeys(value);
  if (trait !== "username") return [[`${trait} ${value}`, "exact"]];
  return [
    [`username ${value}`, "exact"],
    [`any case ${value.toLowerCase()}`, "case"],
  ];
}

const defaultPorts: Readonly<Record<string, string>> = { http: "80", https: "443" };

/** The keys of a URL: without the case of its scheme and host, a slash at its end, and its scheme's own port. One without a scheme
 * has those of both `http` and `https`. */
function urlKeys(text: string): readonly (readonly [string, Closeness])[] {
  const [, scheme, authority = "", rest = ""] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#\s]+)([^\s]*)$/i.exec(text) ?? [];
  const host = authority.replace(/^[^@]*@/, "").toLowerCase();
  // Without a scheme, only what looks like a host is a URL.
  if (host === "" || (scheme === undefined && (authority.includes("@") || !/^[\w-]+(\.[\w-]+)+(:\d+)?$/.test(host))))
    return [];
  const path = rest.replace(/#.*$/, "").replace(/\/+(?=$|\?)/, "");
  return (scheme === undefined ? ["http", "https"] : [scheme.toLowerCase()]).flatMap((each) => {
    const own = defaultPorts[each];
    const site = own !== undefined && host.endsWith(`:${own}`) ? host.slice(0, -own.length - 1) : host;
    const full = [`url ${each} ${site}${path}`, "exact"] as const;
    return [full, [`host ${site.replace(/:\d+$/, "")}`, "host"] as const];
  });
}

/** Whether a text is no common word: it has a digit or a sign. */
function isUnusual(text: string): boolean {
  return /[\d@._:/\\-]/.test(text);
}
