// @ts-check
// Two people deactivate secrets of a sandbox at the same time, through one broker and a bad network.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MySafe } from "mysafe-wasm";
import { readAudit, startBroker } from "./broker-process.mjs";
import { identifiers, limits } from "./deactivations.mjs";
import { serveSoak } from "./server.mjs";

/** Of seven secrets three are the first person's, three the second's, and one is everybody's. */
const shares = { "ana@example.com": [0, 1, 2, 6], "rui@example.com": [3, 4, 5, 6] };

/** The statuses in place of an answer that a broker did not get, or that MySafe sent in the middle of its work. */
const unread = [502, 504];

/**
 * What one of them did.
 * @typedef {object} Person
 * @property {string} identity
 * @property {readonly string[]} items
 * @property {import("mysafe-wasm").BatchReport} report
 * @property {ReadonlySet<string>} unread items of which an answer did not arrive
 */

/**
 * @param {object} how
 * @param {number} how.items of each of the two
 * @param {number} how.concurrency of each
 * @param {number} how.seed
 * @param {readonly string[]} [how.without] the kinds of faults to leave out
 * @param {boolean} how.retry
 */
export async function deactivateByTwo({ items, concurrency, retry, ...soak }) {
  const folder = mkdtempSync(join(tmpdir(), "mysafe-soak-"));
  const all = Math.ceil((items * 7) / 4);
  const server = await serveSoak({ ...soak, items: all });
  const audit = join(folder, "audit.jsonl");
  const broker = await startBroker({ mysafe: server.url, audit, timeout: limits.timeout });
  try {
    const began = performance.now();
    const people = await Promise.all(
      Object.entries(shares).map(([identity, share]) =>
        deactivate(
          identity,
          identifiers(all).filter((_, index) => share.includes(index % 7)),
        ),
      ),
    );
    const seconds = (performance.now() - began) / 1000;
    await broker.close();
    return { people, truth: await server.end(), records: readAudit(audit), seconds };
  } finally {
    await broker.kill();
    rmSync(folder, { recursive: true });
  }

  /** @param {string} identity @param {readonly string[]} own @returns {Promise<Person>} */
  async function deactivate(identity, own) {
    /** @type {Set<string>} */
    const lost = new Set();
    const client = new MySafe({
      baseUrl: broker.url,
      accessToken: ({ signal }) => broker.token(identity, signal),
      // The broker stops waiting first.
      timeout: 10 * limits.timeout,
      retry: retry ? limits.retry : false,
      onEvent(event) {
        const { identifier } = event;
        if (event.type !== "response" || identifier === undefined) return;
        if (event.code !== undefined || unread.includes(event.status ?? 0)) lost.add(identifier);
      },
    });
    const report = await client.deactivateMany([...own], { concurrency });
    client.close();
    return { identity, items: own, report, unread: lost };
  }
}

/**
 * Describes what was left open in spite of retries. A token that MySafe does not give in time is missing to all calls at once, and
 * then a client may have failed too often to go on: a few items are not off, as the report says.
 * @param {readonly Person[]} people
 */
export function openItems(people) {
  return people.flatMap(({ identity, items, report }) => {
    const open = items.length - report.changed - report.unchanged;
    return open > items.length / 33 ? [`${identity}: ${open} of ${items.length} are open`] : [];
  });
}
