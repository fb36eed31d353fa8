import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { connection } from "../connection/connection.ts";
import { postponeLock } from "../connection/lock.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { addLogEntry } from "../log/log.ts";
import { announce } from "../ui/announce.ts";
import { NewValues } from "./new-values.tsx";
import { dropRotation, type Rotation } from "./rotation.ts";
import { type NewValue, type Result, type StoreOutcome, storeValues } from "./store.ts";
import { StoredValues } from "./stored-values.tsx";
import { Storing } from "./storing.tsx";
import { rotateWords } from "./words.ts";

type Stage = "choosing" | "storing" | "stored";

/** Replaces stored values, and offers to activate the items whose new value is certainly stored. It alone has the values: they
 * are in no report, log, storage or URL, and are forgotten with it. */
export function RotateDialog({ rotation }: { readonly rotation: Rotation }) {
  const stage = useSignal<Stage>("choosing");
  const results = useSignal<readonly Result[]>([]);
  const progress = useSignal({ done: 0, total: 0 });
  const isGenerated = useSignal(false);
  const abort = useRef(new AbortController());
  useEffect(() => () => abort.current.abort(), []);

  async function store(values: readonly NewValue[]) {
    const client = connection.value?.client;
    if (!client) return dropRotation();
    abort.current = new AbortController();
    stage.value = "storing";
    progress.value = { done: 0, total: values.length };
    const outcomes = new Map<NewValue, StoreOutcome>();
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    await storeValues(client, rotation.kind, values, abort.current.signal, (item, outcome) => {
      outcomes.set(item, outcome);
      progress.value = { done: outcomes.size, total: values.length };
      if (outcome.state === "stored") postponeLock(); // the visitor waits for it, and would lose the values
    });
    removeEventListener("beforeunload", warn);
    const count = (state: StoreOutcome["state"]) =>
      [...outcomes.values()].filter((each) => each.state === state).length;
    const [done, refused, unknown, unsent] = [count("stored"), count("refused"), count("unknown"), count("unsent")];
    addLogEntry(done === values.length ? "good" : "doubt", () =>
      rotateWords.value.log.stored(done, refused, unknown, unsent, nounOf(rotation.kind)),
    );
    const kept = results.value.filter(({ item }) => !values.some(({ identifier }) => identifier === item.identifier));
    results.value = [
      ...kept,
      ...values.map((item) => ({ item, outcome: outcomes.get(item) ?? ({ state: "unsent" } as const) })),
    ];
    stage.value = "stored";
    announce(rotateWords.value.stored(done, values.length));
  }

  if (stage.value === "storing") {
    return <Storing kind={rotation.kind} progress={progress.value} stop={() => abort.current.abort()} />;
  }
  if (stage.value === "stored") {
    return (
      <StoredValues
        rotation={rotation}
        results={results.value}
        isGenerated={isGenerated.value}
        storeAgain={(values) => void store(values)}
      />
    );
  }
  return (
    <NewValues
      rotation={rotation}
      onChoose={(values, generated) => {
        isGenerated.value = generated;
        void store(values);
      }}
    />
  );
}
