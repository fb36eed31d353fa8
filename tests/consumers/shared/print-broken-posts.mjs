import { brokenPosts } from "./broken-posts.js";

console.log(JSON.stringify(await brokenPosts(process.argv[2])));
