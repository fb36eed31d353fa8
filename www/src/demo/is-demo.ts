/** Whether the URL has `?demo`: the page then runs on a sandbox of its own. */
export const isDemo = new URLSearchParams(location.search).has("demo");
