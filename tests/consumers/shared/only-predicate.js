// An app that only looks at errors, and calls nothing.

import { isMySafeError } from "mysafe-wasm";

addEventListener("unhandledrejection", ({ reason }) => {
  if (isMySafeError(reason)) console.warn(reason.code);
});
