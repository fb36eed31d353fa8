// Lists in Node, compared to fetch with JSON.parse and the same mapping.

import { mysafeClient, requestToken } from "../clients.mjs";
import { against, figures } from "../figures.mjs";
import { race } from "../race.mjs";
import { withServer } from "../serve.mjs";

const flag = (value) => value === true || value === 1 || value === "1" || value === "true";

function mapEntries({ api_secret_on_list }) {
  return api_secret_on_list.map((entry) => ({
    identifier: String(entry.identifier),
    name: String(entry.name ?? ""),
    needJustify: flag(entry.need_justify),
    needApproval: flag(entry.need_approval),
    canView: flag(entry.can_view),
    canWrite: flag(entry.can_write),
  }));
}

function plainList(url, token) {
  const headers = { accept: "application/json", authorization: `Bearer ${token}` };
  return async (tag) => {
    const response = await fetch(`${url}/api/mysafe/secretapi?tag=${encodeURIComponent(tag)}`, {
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const body = JSON.parse(await response.text());
    if (body.response?.error !== false) throw new Error("refused");
    return mapEntries(body);
  };
}

/** @param {number} count */
export const list = (count) => (quick) =>
  withServer(async (url) => {
    const mysafe = mysafeClient(url);
    const fetchDeactivate = plainList(url, await requestToken(url));
    // The server returns as many entries as the tag says.
    const tag = String(quick ? count / 10 : count);
    const [ownList, peerList] = [await mysafe.list({ tag }), await fetchDeactivate(tag)];
    if (JSON.stringify(ownList) !== JSON.stringify(peerList)) throw new Error("the two lists differ");
    const runners = { "mysafe-wasm": () => mysafe.list({ tag }), fetch: () => fetchDeactivate(tag) };
    const times = await race(runners, { rounds: quick ? 5 : 40, warmups: 4 });
    return {
      title: `A list of ${tag} entries, in Node; fetch with JSON.parse and the same mapping`,
      unit: "ms a list",
      figures: figures(times, "fetch"),
      targets: [against(times, "fetch", 1.5)],
    };
  });
