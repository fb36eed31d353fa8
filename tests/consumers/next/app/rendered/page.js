import { leakWith } from "../../leak.js";
import { mysafe } from "../../mysafe.js";

export const dynamic = "force-dynamic";

export default async function Page() {
  return <pre>{JSON.stringify(await leakWith(mysafe))}</pre>;
}
