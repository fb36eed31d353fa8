import { nodeFetch } from "mysafe-broker/node";
import { brokerBefore } from "./company.js";

export const broker = brokerBefore({ baseUrl: process.env.MYSAFE_URL, fetch: nodeFetch }, { basePath: "/team" });
