import { leak } from "./leak.js";

addEventListener("message", (event) => {
  const answer = leak(event.data).catch((error) => ({ failed: String(error) }));
  event.waitUntil(answer.then((result) => event.source.postMessage(result)));
});
