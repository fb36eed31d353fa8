import { createSandbox, demoClient, generateSecrets } from "mysafe-sandbox";
import { connection, setFetch } from "../connection/connection.ts";
import { address, clientId, clientSecret } from "../connection/entries.ts";

/** Replaces the network with a sandbox of generated items, ten thousand API secrets among them. One API secret in fifty is
 * read only, and one in fifty requests to switch an item fails, so that a batch has several kinds of outcomes. */
export function startDemo(): void {
  const secrets = generateSecrets(10_000).map((secret, index) =>
    index % 50 === 7 ? { ...secret, access: { [demoClient.clientId]: { canWrite: false } } } : secret,
  );
  const sandbox = createSandbox({
    secrets,
    passwords: 2_000,
    notes: 300,
    latency: 40,
    faults: { rate: 0.02, kinds: ["server-error", "rate-limit", "lost"], operations: ["activate", "deactivate"] },
  });
  setFetch(sandbox.fetch);
  address.value = "https://demo.mysafe.example";
  // These credentials are public, so the form gets them back after each wipe.
  connection.subscribe(() => {
    clientId.value = demoClient.clientId;
    clientSecret.value = demoClient.clientSecret;
  });
}
