// The worker is named as bundlers want it: they see it, and build it too.

import { report } from "./report.js";

report(
  (baseUrl) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message ?? "the worker could not be loaded"));
      worker.postMessage(baseUrl);
    }),
);
