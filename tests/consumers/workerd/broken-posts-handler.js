import { brokenPosts } from "./broken-posts.js";

export default {
  async fetch(_request, { MYSAFE_URL }) {
    return Response.json(await brokenPosts(MYSAFE_URL));
  },
};
