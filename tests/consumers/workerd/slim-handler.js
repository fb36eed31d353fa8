import module from "mysafe-wasm/mysafe.wasm";
import { slimLeak } from "./slim-leak.js";

export default {
  async fetch(_request, { MYSAFE_URL }) {
    return Response.json(await slimLeak(module, MYSAFE_URL));
  },
};
