// @ts-check
// The program of a broker, which runs in a process of its own: `broker-program.mjs <MySafe's URL> <file of the audit>`. Whoever
// names himself in the header `x-person` is signed in. The message "close" ends it once everything is answered and on disk.

import { createBroker } from "mysafe-broker";
import { jsonLinesFile, nodeFetch, serve } from "mysafe-broker/node";
import { credentials } from "./sandbox.mjs";

const [baseUrl = "", path = "", timeout = ""] = process.argv.slice(2);

const file = await jsonLinesFile(path);
const broker = createBroker({
  mysafe: { baseUrl, ...credentials, timeout: Number(timeout), fetch: nodeFetch },
  authenticate(request) {
    const id = request.headers.get("x-person");
    return id === null ? null : { id };
  },
  secret: "c4nary-secret-that-all-instances-share",
  rate: { perIdentity: 1_000_000, per: 1 },
  audit: file.audit,
  // That MySafe does not answer is what these runs are for.
  onProblem() {},
});
const server = await serve(broker);

process.on("message", async () => {
  await server.close();
  broker.close();
  await file.close();
  process.disconnect();
});
process.on("disconnect", () => process.exit());
process.send?.(server.url);
