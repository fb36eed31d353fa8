import { brokerBefore } from "./company.js";

const broker = brokerBefore({ baseUrl: process.argv[2] });
const { port } = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: broker.fetch });
console.log(`Up at http://127.0.0.1:${port}`);
