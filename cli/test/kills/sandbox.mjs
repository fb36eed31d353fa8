// Sandboxes in a process of their own, which outlives the runs that are killed. It is asked by messages.

import { createSandbox } from "mysafe-sandbox";
import { serve } from "mysafe-sandbox/node";

let sandbox;
let server;

const answers = {
  /** Opens a new sandbox and closes the last. One secret in five is off. */
  async open({ seed, secrets }) {
    await server?.close();
    sandbox = createSandbox({
      seed,
      secrets,
      latency: 1,
      faults: { rate: 0.3, retryAfter: 0.01, delay: [5, 40] },
    });
    for (const { identifier } of sandbox.secrets.list()) {
      if (Number(identifier) % 5 === 0) sandbox.secrets.setActive(identifier, false);
    }
    server = await serve(sandbox);
    return server.url;
  },
  /** The states of all secrets, and how often each was asked to be switched. */
  truth() {
    const active = Object.fromEntries(sandbox.secrets.list().map(({ identifier, active }) => [identifier, active]));
    const asked = {};
    for (const { operation, identifier } of sandbox.requests) {
      if (operation !== "activate" && operation !== "deactivate") continue;
      asked[identifier] = (asked[identifier] ?? 0) + 1;
    }
    return { active, asked };
  },
  /** Somebody else switches a secret. */
  somebody({ identifier, active }) {
    sandbox.secrets.setActive(identifier, active);
  },
};

process.on("message", async ({ number, question, ...rest }) => {
  process.send({ number, answer: await answers[question](rest) });
});
process.on("disconnect", () => process.exit());
process.send({ ready: true });
