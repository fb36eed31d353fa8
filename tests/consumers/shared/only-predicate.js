// An app that uses isMySafeError alone, and makes no calls.

import { isMySafeError } from "mysafe-wasm";

addEventListener("unhandledrejection", ({ reason }) => {
  if (isMySafeError(reason)) console.warn(reason.code);
});
