import { app, versionOf } from "../kit/workbench.mjs";
import { startWorker } from "../kit/workerd.mjs";

async function answer(entry, mysafe) {
  const { url, printed } = await startWorker(await app("workerd"), entry, mysafe);
  const response = await fetch(url).catch((error) => error);
  if (!response.ok) throw new Error(`workerd answers ${response.status ?? response.cause}: ${printed()}`);
  return response.json();
}

const version = versionOf("workerd");

export default [
  {
    name: "workerd",
    version,
    run: (mysafe) => answer("handler.js", mysafe),
    posts: { once: true, run: (mysafe) => answer("broken-posts-handler.js", mysafe) },
  },
  { name: "workerd, slim", version, run: (mysafe) => answer("slim-handler.js", mysafe) },
];
