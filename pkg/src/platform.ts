// The platform's own types, if the compiler knows them. An app that compiles without `lib: ["dom"]` has them from
// @types/node, from its runtime's types, or not at all.

type Platform = typeof globalThis;

type InstanceOf<Name extends string, Otherwise> =
  Platform extends Record<Name, { prototype: infer Instance }> ? Instance : Otherwise;

/** The second argument of `fetch`. */
export type FetchInit = Platform extends { fetch: (input: never, init?: infer Init) => unknown }
  ? Exclude<Init, undefined>
  : { readonly method: string; readonly headers: object; readonly body?: string; readonly signal: Signal };

/** A `Response`, which `fetch` returns. */
export type FetchResponse = InstanceOf<"Response", object>;

/** An `AbortSignal`. */
export type Signal = InstanceOf<
  "AbortSignal",
  {
    readonly aborted: boolean;
    readonly reason: unknown;
    addEventListener(type: "abort", listener: () => void): void;
    removeEventListener(type: "abort", listener: () => void): void;
  }
>;

/** A `URL`. */
export type Url = InstanceOf<"URL", { readonly href: string }>;

/** A compiled `WebAssembly.Module`. */
export type WasmModule = Platform extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : object;
