// @ts-check
// The sandbox of the soak: one secret in twenty is off from the start, and three requests in ten fail.

import { createSandbox, generateSecrets } from "mysafe-sandbox";

export const credentials = { clientId: "soak", clientSecret: "soak-secret" };

/** Weights of every kind of fault that a client can recover from; the slow ones are rare. @type {Partial<Record<FaultKind, number>>} */
const kinds = {
  "server-error": 8,
  "rate-limit": 4,
  reset: 3,
  cut: 3,
  stall: 1,
  "stall-body": 1,
  delay: 3,
  malformed: 2,
  html: 2,
  revoked: 2,
  lost: 3,
  "lost-timeout": 2,
};

/** @typedef {import("mysafe-sandbox").FaultKind} FaultKind */

/**
 * @typedef {object} SoakOptions
 * @property {number} items how many secrets
 * @property {number} seed
 * @property {readonly string[]} [without] the kinds of faults to leave out
 */

/** @param {SoakOptions} options */
export function soakSandbox({ items, seed, without = [] }) {
  const secrets = generateSecrets(items, seed).map((secret, index) => ({ ...secret, active: index % 20 !== 7 }));
  return createSandbox({
    clients: [credentials],
    secrets,
    seed,
    faults: {
      rate: 0.3,
      kinds: Object.fromEntries(Object.entries(kinds).filter(([kind]) => !without.includes(kind))),
      // The shortest wait above 0 is a second, and such waits would dominate the run.
      retryAfter: 0,
      delay: [5, 50],
    },
    history: Number.MAX_SAFE_INTEGER,
  });
}

/** @typedef {ReturnType<typeof truthOf>} Truth */

/**
 * The state and history of the sandbox, in a form that can be posted to another thread.
 * @param {import("mysafe-sandbox").Sandbox} sandbox
 */
export function truthOf({ secrets, changes, requests, tokenRequests }) {
  return {
    active: secrets.list().flatMap(({ identifier, active }) => (active ? [identifier] : [])),
    changes: changes.map(({ action, identifier, changed, lost, requestId }) => {
      return { action, identifier, changed, lost, requestId };
    }),
    requests: requests.map(({ id, operation, identifier, status, fault }) => {
      return { id, operation, identifier, status, fault };
    }),
    tokenRequests,
  };
}
