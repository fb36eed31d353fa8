import { slimLeak } from "./slim-leak.js";

addEventListener("message", (event) => {
  const wasm = fetch("/node_modules/mysafe-wasm/mysafe.wasm");
  const answer = slimLeak(wasm, event.data).catch((error) => ({ failed: String(error) }));
  event.waitUntil(answer.then((result) => event.source.postMessage(result)));
});
