// @ts-check
// A `fetch` that shows what goes over the wire, with every credential masked.

/**
 * @param {(line: string) => void} show
 * @returns {(url: string, init: RequestInit) => Promise<Response>}
 */
export function shownFetch(show) {
  return async (url, init) => {
    show(`> ${init.method ?? "GET"} ${masked(url)}`);
    const authorization = new Headers(init.headers).get("authorization");
    if (authorization) show(`> authorization: ${authorization.split(" ")[0]} ••••`);
    if (typeof init.body === "string" || init.body instanceof URLSearchParams) show(`> ${masked(String(init.body))}`);

    const response = await fetch(url, init);
    show(`< ${response.status} ${masked(await response.clone().text())}`);
    return response;
  };
}

/**
 * Without the values of what is secret, in JSON or in a form.
 * @param {string} text
 */
function masked(text) {
  return text
    .replace(/("(?:access_token|refresh_token|client_secret)"\s*:\s*)"(?:[^"\\]|\\.)*"/g, '$1"••••"')
    .replace(/\b((?:access_token|refresh_token|client_secret)=)[^&\s]*/g, "$1••••");
}
