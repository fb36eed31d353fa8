// One call through the broker, against plain forwarding and against MySafe alone. The client is the leanest there is, so that it
// hides nothing of what stands between.

import { Agent, request } from "undici";
import { requestToken } from "../clients.mjs";
import { figures, ratio, target } from "../figures.mjs";
import { race } from "../race.mjs";
import { withProgram, withServer } from "../serve.mjs";

const alone = "MySafe alone";
const forwarding = "plain forwarding";
const plain = "mysafe-broker";
const audited = "mysafe-broker, audit on disk";

/** @typedef {{ url: string, token: string }} Server */

/** The row `broker-one` and the like. @param {number} atATime @param {number} delay of MySafe's answer, ms */
export const broker = (atATime, delay) => (/** @type {boolean} */ quick) =>
  withServers(delay, async (servers) => {
    const rounds = quick ? 3 : delay > 0 ? 20 : 60;
    const calls = atATime * (delay > 0 ? 20 : atATime > 1 ? 20 : 200);
    const runners = Object.entries(servers).map(([name, server]) => [name, runner(server, atATime, calls)]);
    const times = await race(Object.fromEntries(runners), { rounds, warmups: quick ? 2 : 10 });
    const against = (/** @type {string} */ name, /** @type {string} */ peer) => ratio(times[name], times[peer]).ratio;
    const pattern = atATime > 1 ? `${atATime} deactivates at a time` : "One deactivate after another";
    return {
      title: `${pattern} through a broker; MySafe answers ${delay > 0 ? `after ${delay} ms` : "at once"}`,
      unit: "µs a call",
      figures: [
        ...figures(times, forwarding, 1000 / calls),
        { name: "mysafe-broker ÷ MySafe alone", value: against(plain, alone) },
        { name: "plain forwarding ÷ MySafe alone", value: against(forwarding, alone) },
      ],
      // A broker serves many. What a call alone waits for is MySafe.
      targets: atATime > 1 ? [target("at most 1.25 of plain forwarding", against(plain, forwarding), 1.25)] : [],
    };
  });

/** @template T @param {number} delay @param {(servers: Record<string, Server>) => Promise<T>} work @returns {Promise<T>} */
function withServers(delay, work) {
  const between = (
    /** @type {string} */ what,
    /** @type {string} */ url,
    /** @type {(server: Server) => Promise<T>} */ then,
  ) => withProgram("between.mjs", [what, url], then);
  return withServer(
    async (url) => {
      const token = await requestToken(url);
      return between("forwarding", url, (one) =>
        between("broker", url, (two) =>
          between("audited", url, (three) =>
            work({ [alone]: { url, token }, [forwarding]: one, [plain]: two, [audited]: three }),
          ),
        ),
      );
    },
    "",
    delay,
  );
}

/** @param {Server} server @param {number} atATime @param {number} calls */
function runner({ url, token }, atATime, calls) {
  const dispatcher = new Agent({ connections: atATime, pipelining: 1 });
  const headers = { accept: "application/json", authorization: `Bearer ${token}` };
  const call = async (/** @type {number} */ index) => {
    const path = `${url}/api/mysafe/secretapi/inactive/${43 + index}`;
    const { statusCode, body } = await request(path, { method: "POST", headers, dispatcher });
    const { response } = JSON.parse(await body.text());
    if (statusCode !== 200 || response.error !== false) throw new Error(`${path} answered ${statusCode}`);
  };
  return async () => {
    for (let made = 0; made < calls; made += atATime) {
      await Promise.all(Array.from({ length: atATime }, (_, index) => call(index)));
    }
  };
}
