import { report } from "./report.js";
import { slimLeak } from "./slim-leak.js";

const wasm = new URL("mysafe-wasm/mysafe.wasm", import.meta.url);

report((baseUrl) => slimLeak(wasm, baseUrl));
