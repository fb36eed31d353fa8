import type { Kind } from "mysafe-wasm";
import { Failure } from "../failure.js";
import { itemOf } from "./item.js";
import { refuseAnother } from "./match.js";
import type { History, ItemOfRun, Plan, Run } from "./run.js";
import { undoneOf } from "./undone.js";

/** A journal with its path. */
export interface ReadRun {
  readonly path: string;
  readonly run: Run;
}

/** What is left to undo of one or several runs. Each item is in it once. */
export interface Undoable {
  readonly kind: Kind;
  /** The action that undoes them. */
  readonly action: "activate" | "deactivate";
  readonly address: string;
  readonly tenant?: string;
  /** The journals to undo. */
  readonly undoes: readonly string[];
  /** The items that a run has certainly changed. */
  readonly certain: readonly ItemOfRun[];
  /** The items that a run may have changed, or that are perhaps back already. Their outcome says which: `changed` and not
   * certain, `unknown`, or `changed` and certain, for those of an undo whose journal is gone. */
  readonly uncertain: readonly ItemOfRun[];
}

/** The action that takes another back. */
export function opposite(action: Plan["action"]): Plan["action"] {
  return action === "activate" ? "deactivate" : "activate";
}

/** Selects what is left to undo: what the runs changed, without what was taken back.
 *
 * @throws {Failure} For no runs, and for runs of several kinds, addresses, tenants or actions. */
export function undoable(runs: readonly ReadRun[]): Undoable {
  const [first] = runs;
  if (first === undefined) throw new Failure("There is no journal to undo.");
  const { kind, action, address, tenant } = first.run.plan;
  for (const { path, run } of runs) {
    refuseAnother(path, run.plan, { kind, action, address });
    if (run.plan.tenant !== tenant) throw new Failure(`The journal ${path} is of another tenant than ${first.path}.`);
  }
  return {
    kind,
    action: opposite(action),
    address,
    ...(tenant !== undefined && { tenant }),
    undoes: runs.map(({ path }) => path),
    ...itemsToUndo(runs.map(({ run }) => run)),
  };
}

/** Selects the items that are left to undo of runs that belong together. */
export function itemsToUndo(runs: readonly History[]): Pick<Undoable, "certain" | "uncertain"> {
  const certain = new Map<string, ItemOfRun>();
  const uncertain = new Map<string, ItemOfRun>();
  for (const run of runs) {
    const undone = undoneOf(run);
    for (const item of run.items) {
      const key = itemOf(item.identifier);
      const chosen = undone.items.has(key) ? undefined : placeFor(item, undone.doubtful.has(key));
      if (chosen === "certain" && !certain.has(key)) certain.set(key, item);
      if (chosen === "uncertain" && !uncertain.has(key)) uncertain.set(key, item);
    }
  }
  for (const key of certain.keys()) uncertain.delete(key);
  return { certain: [...certain.values()], uncertain: [...uncertain.values()] };
}

/** The plan that undoes a selection. */
export function undoPlan(
  { kind, action, address, tenant, undoes, certain, uncertain }: Undoable,
  { includeUncertain, verify, started }: { includeUncertain: boolean; verify: boolean; started: string },
): Plan {
  const items = [...certain, ...(includeUncertain ? uncertain : [])];
  return {
    kind,
    action,
    address,
    ...(tenant !== undefined && { tenant }),
    verify,
    started,
    undoes,
    items: items.map(({ identifier, name }) => (name === undefined ? { identifier } : { identifier, name })),
  };
}

function placeFor({ outcome }: ItemOfRun, isDoubtful: boolean): "certain" | "uncertain" | undefined {
  if (outcome.state === "unknown") return "uncertain";
  if (outcome.state !== "changed") return undefined;
  return outcome.change.certain && !isDoubtful ? "certain" : "uncertain";
}
