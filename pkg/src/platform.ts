// The platform's own types, where the compiler knows them: an app may compile without `lib: ["dom"]`, and then has
// them from @types/node, from its runtime's types, or not at all.

type Platform = typeof globalThis;

type InstanceOf<Name extends string, Otherwise> =
  Platform extends Record<Name, { prototype: infer Instance }> ? Instance : Otherwise;

/** What `fetch` takes as its second argument. */
export type FetchInit = Platform extends { fetch: (input: never, init?: infer Init) => unknown }
  ? Exclude<Init, undefined>
  : { readonly method: string; readonly headers: object; readonly body?: string; readonly signal: Signal };

/** What `fetch` gives. */
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
