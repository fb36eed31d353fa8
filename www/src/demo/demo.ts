import { createSandbox, demoClient, generateSecrets } from "mysafe-sandbox";
import { connection, connectThrough } from "../connection/connection.ts";
import { address, clientId, clientSecret } from "../connection/entries.ts";

/** Puts a MySafe of ten thousand made-up secrets in the place of the network. One in fifty of them belongs to somebody
 * who does not let others change it, and some answers get lost, so that there is something to see. */
export function startDemo(): void {
  const secrets = generateSecrets(10_000).map((secret, index) =>
    index % 50 === 7 ? { ...secret, access: { [demoClient.clientId]: { canWrite: false } } } : secret,
  );
  const sandbox = createSandbox({
    secrets,
    latency: 40,
    faults: { rate: 0.02, kinds: ["server-error", "rate-limit", "lost"], operations: ["activate", "deactivate"] },
  });
  connectThrough(sandbox.fetch);
  address.value = "https://demo.mysafe.example";
  // They are no secret, and there again after each wipe.
  connection.subscribe(() => {
    clientId.value = demoClient.clientId;
    clientSecret.value = demoClient.clientSecret;
  });
}
