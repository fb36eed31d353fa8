import { leak } from "./leak.js";

export default {
  async fetch(_request, { MYSAFE_URL }) {
    return Response.json(await leak(MYSAFE_URL));
  },
};
