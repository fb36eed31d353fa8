import { report } from "./report.js";

const query = new URLSearchParams(location.search);

report(async (baseUrl) => {
  await navigator.serviceWorker.register(query.get("script"), { type: query.get("type") });
  const { active } = await navigator.serviceWorker.ready;
  return new Promise((resolve) => {
    navigator.serviceWorker.onmessage = ({ data }) => resolve(data);
    active.postMessage(baseUrl);
  });
});
