import { brokerBefore } from "./company.js";

const broker = brokerBefore({ baseUrl: Deno.args[0] });
Deno.serve(
  { hostname: "127.0.0.1", port: 0, onListen: ({ port }) => console.log(`Up at http://127.0.0.1:${port}`) },
  broker.fetch,
);
