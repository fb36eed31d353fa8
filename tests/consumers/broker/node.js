import { nodeFetch, serve } from "mysafe-broker/node";
import { brokerBefore } from "./company.js";

const { url, close } = await serve(brokerBefore({ baseUrl: process.argv[2], fetch: nodeFetch }));
console.log(`Up at ${url}`);
process.once("SIGTERM", () => close());
