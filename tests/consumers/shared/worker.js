import { leak } from "./leak.js";

addEventListener("message", async ({ data }) => {
  postMessage(await leak(data).catch((error) => ({ failed: String(error) })));
});
