import { MySafe as Whole } from "mysafe-wasm";
import { init, isMySafeError, MySafe } from "mysafe-wasm/slim";

const file = () => fetch("/mysafe.wasm");
const bytes = async () => (await file()).arrayBuffer();

const ways = {
  module: async () => init(await WebAssembly.compile(await bytes())),
  bytes: async () => init(await bytes()),
  view: async () => init(new Uint8Array(await bytes())),
  response: async () => init(await file()),
  promise: () => init(file()),
  url: () => init(new URL("/mysafe.wasm", location.href)),
  address: () => init("/mysafe.wasm"),
  text: () => init("/as-text/mysafe.wasm"),
  missing: () => init("/missing/mysafe.wasm"),
  html: () => init("/frame.html"),
  lying: () => init("/lying/mysafe.wasm"),
  async again() {
    await init("/missing/mysafe.wasm").catch(() => {});
    await init("/mysafe.wasm");
  },
  own: () => {}, // the WebAssembly that mysafe-wasm includes
};

let streamed = false;
const { compileStreaming } = WebAssembly;
WebAssembly.compileStreaming = (...args) => {
  streamed = true;
  return compileStreaming.apply(WebAssembly, args);
};

async function resultOf(way) {
  try {
    await ways[way]();
    const Client = way === "own" ? Whole : MySafe;
    await new Client({ baseUrl: "https://vault.example", accessToken: "any" }).ready();
    return { ready: true, streamed };
  } catch (error) {
    return { known: isMySafeError(error), code: error.code, message: error.message };
  }
}

resultOf(new URLSearchParams(location.search).get("way")).then((found) => parent.postMessage(found));
