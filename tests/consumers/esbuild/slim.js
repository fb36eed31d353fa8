import wasm from "mysafe-wasm/mysafe.wasm";
import { report } from "./report.js";
import { slimLeak } from "./slim-leak.js";

report((baseUrl) => slimLeak(wasm, baseUrl));
