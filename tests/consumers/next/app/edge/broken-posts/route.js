import { brokenPosts } from "../../../broken-posts.js";

export const runtime = "edge";

export async function GET() {
  return Response.json(await brokenPosts(process.env.MYSAFE_URL));
}
