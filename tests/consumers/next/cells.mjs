import { freePort } from "../../../scripts/base/port.mjs";
import { visit } from "../kit/browsers.mjs";
import { run, start } from "../kit/programs.mjs";
import { app, env, tool, versionOf } from "../kit/workbench.mjs";

const version = versionOf("next");
const next = tool(".bin", "next");

/** The bundlers and their flags. Each builds a copy of the app. */
const builders = { Turbopack: [], webpack: ["--webpack"] };

const built = new Map();
async function build(builder) {
  const cwd = await app("next", { as: `next-${builder}` });
  await run(next, ["build", ...builders[builder]], { cwd, env });
  return cwd;
}

/** Starts the built app. Returns its URL, and a function that fetches a page's text. */
async function serve(builder, mysafe) {
  if (!built.has(builder)) built.set(builder, build(builder));
  const cwd = await built.get(builder);
  const port = String(await freePort(0));
  const { stop, printed } = await start(next, ["start", "--hostname", "127.0.0.1", "--port", port], {
    cwd,
    env: { ...env, MYSAFE_URL: mysafe.url },
    ready: /Ready in/,
  });
  mysafe.after(stop);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    async textOf(path) {
      const response = await fetch(`${url}${path}`);
      const text = await response.text();
      if (!response.ok) throw new Error(`${path} answers ${response.status}: ${text}\n${printed()}`);
      return text;
    },
  };
}

const kinds = {
  "client component": async ({ url }, mysafe) => visit("chromium", url, mysafe),
  "server rendering": async ({ textOf }) => {
    const [, json] = /<pre>(.*?)<\/pre>/.exec(await textOf("/rendered")) ?? [];
    return JSON.parse(json.replaceAll("&quot;", '"'));
  },
  "route handler": async ({ textOf }) => JSON.parse(await textOf("/node")),
  "route handler on the edge": async ({ textOf }) => JSON.parse(await textOf("/edge")),
};

/** Code on the edge cannot tell on which platform it runs, so the client does not rely on one arrival. */
const posts = {
  once: false,
  async run(mysafe) {
    const { textOf } = await serve("Turbopack", mysafe);
    return JSON.parse(await textOf("/edge/broken-posts"));
  },
};

export default Object.keys(builders).flatMap((builder) =>
  Object.entries(kinds).map(([kind, use]) => ({
    name: `Next.js (${builder}), ${kind}`,
    version,
    run: async (mysafe) => use(await serve(builder, mysafe), mysafe),
    ...(builder === "Turbopack" && kind === "route handler on the edge" && { posts }),
  })),
);
