import { brokenPosts } from "./broken-posts.js";
import { report } from "./report.js";

report(brokenPosts);
