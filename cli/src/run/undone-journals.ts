import { itemOf } from "../journal/item.js";
import { refuseAnother } from "../journal/match.js";
import { isSettled } from "../journal/merge.js";
import type { Run } from "../journal/run.js";
import { opposite } from "../journal/undo.js";
import { undoneOf } from "../journal/undone.js";
import { type Journal, openJournal } from "../journal/write.js";

/** The journals that a run undoes, locked while it goes on, so that they are neither resumed nor undone by another run. A run
 * that undoes nothing has none.
 *
 * What another person switched off again since must not be switched on by a second undo. So each step is on disk before the
 * next begins:
 *
 * 1. the undo's own journal, with all its items;
 * 2. in each journal that it undoes, its name and its items (`undoing`). Killed before that, it has sent nothing;
 * 3. each item in its own journal (`sent`), the request, the outcome. Killed from here on, a second undo finds the journal by
 *    2, and in it what is settled. Only an item that was sent and has no outcome is asked again, as by a resume;
 * 4. its end, and in each journal what it has settled (`undone`). Killed before that, nothing is lost: the marks only serve
 *    when the undo's journal is gone, and are made good by whoever resumes it.
 *
 * An undo that is resumed looks in the same way at what other undos have put back since. */
export class UndoneJournals {
  readonly #undo: Journal;
  readonly #journals: readonly Journal[];

  private constructor(undo: Journal, journals: readonly Journal[]) {
    this.#undo = undo;
    this.#journals = journals;
  }

  /** Opens the journals that the run of a journal undoes.
   *
   * @throws {Failure} When one of them cannot be opened, is in use, or is of another address, kind or action. */
  static async open(undo: Journal): Promise<UndoneJournals> {
    const { undoes = [], kind, action, address, tenant } = undo.plan;
    const journals: Journal[] = [];
    try {
      for (const path of undoes) {
        const journal = await openJournal(path);
        journals.push(journal);
        const expected = { kind, action: opposite(action), address, ...(tenant !== undefined && { tenant }) };
        refuseAnother(path, journal.run.plan, expected);
      }
    } catch (error) {
      await closeAll(journals);
      throw error;
    }
    return new UndoneJournals(undo, journals);
  }

  /** The items that other runs have taken back since this one was planned. */
  takenBack(): ReadonlySet<string> {
    const { id } = this.#undo;
    // An item that two of the journals changed is back only when both say so: it was changed again in between.
    const runs = this.#journals.map(({ run }) => ({ owned: itemsOf(run), undone: undoneOf(run, id).items }));
    const all = new Set(runs.flatMap(({ undone }) => [...undone]));
    return new Set([...all].filter((item) => runs.every(({ owned, undone }) => undone.has(item) || !owned.has(item))));
  }

  /** Has each journal name this run and its items. Resolves once that is on disk. */
  async claim(identifiers: readonly string[]): Promise<void> {
    const { id } = this.#undo;
    for (const journal of this.#journals) {
      const { run } = journal;
      const [owned, claimed] = [itemsOf(run), claimsOf(run, id)];
      const news = identifiers.filter(
        (identifier) => owned.has(itemOf(identifier)) && !claimed.has(itemOf(identifier)),
      );
      await journal.undoing({ id, path: this.#undo.path }, news);
    }
  }

  /** Marks what this run has settled, of what it claimed: an item that was sent again since is not. Resolves once that is on
   * disk. */
  async mark(): Promise<void> {
    if (this.#journals.length === 0) return;
    const { id, items } = this.#undo.run;
    const settled = items.filter(({ outcome }) => isSettled(outcome)).map(({ identifier }) => identifier);
    for (const journal of this.#journals) {
      const { run } = journal;
      const claimed = claimsOf(run, id);
      const news = settled.filter(
        (identifier) => claimed.has(itemOf(identifier)) && !run.undone.has(itemOf(identifier)),
      );
      await journal.undone({ id }, news);
    }
  }

  /** Closes them. */
  close(): Promise<void> {
    return closeAll(this.#journals);
  }
}

/** The items that a run may have changed. */
function itemsOf({ items }: Run): ReadonlySet<string> {
  const changed = items.filter(({ outcome }) => outcome.state === "changed" || outcome.state === "unknown");
  return new Set(changed.map(({ identifier }) => itemOf(identifier)));
}

/** The items that an undo has claimed of a run. */
function claimsOf({ undos }: Run, id: string): ReadonlySet<string> {
  return new Set(undos.filter((undo) => undo.id === id).flatMap(({ items }) => [...items]));
}

async function closeAll(journals: readonly Journal[]): Promise<void> {
  const closed = await Promise.allSettled(journals.map((journal) => journal.close()));
  const failed = closed.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
