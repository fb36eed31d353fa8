/** Whether the page is to run on a MySafe of its own, for those who want to look around. */
export const demo = new URLSearchParams(location.search).has("demo");
