import { reportPart } from "../report/report-part.ts";
import { LazyPart } from "../ui/lazy-part.tsx";

/** The confirmation and the progress of a run. It is loaded for the first confirmation, before anything is sent, and together
 * with what asks who acts: that would move the confirmation under the pointer. A confirmation can do without it. */
export const runPart = new LazyPart(async () => {
  const [loaded] = await Promise.all([import("./loaded.ts"), reportPart.fetch()]);
  return loaded;
});
