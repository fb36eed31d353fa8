import { leakWith } from "../../leak.js";
import { mysafe } from "../../mysafe.js";

export const runtime = "edge";

export async function GET() {
  return Response.json(await leakWith(mysafe));
}
