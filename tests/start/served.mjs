// The surroundings of `npm start -- --target` in its tests.

import { serveTarget } from "../../scripts/dev/target.mjs";

export const credentials = { clientId: "c4nary-id", clientSecret: "c4nary/secret+1" };

/** Serves the page in front of `target`; `problems` collects what it reports. */
export async function serveTargetFor(t, target, options = {}) {
  const problems = [];
  const onProblem = (problem) => problems.push(problem);
  const server = await serveTarget({ target: new URL(target), port: 0, onProblem, ...options });
  t.after(() => server.close());
  return { ...server, problems };
}
