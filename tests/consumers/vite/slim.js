import wasm from "mysafe-wasm/mysafe.wasm?url";
import { report } from "./report.js";
import { slimLeak } from "./slim-leak.js";

report((baseUrl) => slimLeak(wasm, baseUrl));
