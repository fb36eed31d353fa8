import { signal } from "@preact/signals";
import { RefreshCw } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Button } from "./button.tsx";
import { EmptyState } from "./notice.tsx";

interface Fetched<Module> {
  readonly module?: Module;
  readonly failed?: boolean;
}

/** A part of the page that is loaded on demand. */
export class LazyPart<Module> {
  readonly #load: () => Promise<Module>;
  readonly #fetched = signal<Fetched<Module>>({});

  constructor(load: () => Promise<Module>) {
    this.#load = load;
  }

  /** What is loaded by now. */
  get fetched(): Fetched<Module> {
    return this.#fetched.value;
  }

  /** Loads it, unless it is loaded already. A later call tries again after a failure. `undefined`: it did not load. */
  async fetch(): Promise<Module | undefined> {
    const { module } = this.#fetched.peek();
    if (module) return module;
    try {
      const loaded = await this.#load();
      this.#fetched.value = { module: loaded };
      return loaded;
    } catch {
      this.#fetched.value = { failed: true };
      return undefined;
    }
  }
}

interface LazyProps<Module> {
  readonly part: LazyPart<Module>;
  readonly children: (module: Module) => ComponentChildren;
}

/** A part once it is loaded, or an offer to try again. */
export function Lazy<Module>({ part, children }: LazyProps<Module>) {
  useEffect(() => void part.fetch(), [part]);
  const { module, failed = false } = part.fetched;
  if (module) return <>{children(module)}</>;
  const { lazyPart } = words.value;
  return (
    <div class="later" aria-busy={!failed}>
      {failed && (
        <EmptyState icon={RefreshCw} title={lazyPart.failed}>
          <p>{lazyPart.advice}</p>
          <Button onClick={() => void part.fetch()}>{lazyPart.again}</Button>
        </EmptyState>
      )}
    </div>
  );
}
