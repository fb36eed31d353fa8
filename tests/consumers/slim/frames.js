// Tries each way of loading in a frame of its own, since a page loads the WebAssembly only once.

import { report } from "./report.js";
import { slimLeak } from "./slim-leak.js";

const ways = [
  "module",
  "bytes",
  "view",
  "response",
  "promise",
  "url",
  "address",
  "text",
  "missing",
  "html",
  "lying",
  "again",
];

function resultOf(way, policy) {
  return new Promise((resolve) => {
    const frame = document.createElement("iframe");
    addEventListener("message", ({ source, data }) => {
      if (source === frame.contentWindow) resolve(data);
    });
    frame.src = `${policy}/frame.html?way=${way}`;
    document.body.append(frame);
  });
}

report(async (baseUrl) => {
  const found = {};
  for (const way of ways) found[way] = await resultOf(way, "");
  for (const way of ["address", "own"]) found[`${way}, forbidden`] = await resultOf(way, "/forbidden");
  return { ...(await slimLeak("/mysafe.wasm", baseUrl)), found };
});
