// @ts-check
// A `fetch` that prints requests and answers, with every credential masked.

/**
 * @param {(line: string) => void} log
 * @returns {(url: string, init: RequestInit) => Promise<Response>}
 */
export function loggingFetch(log) {
  return async (url, init) => {
    log(`> ${init.method ?? "GET"} ${masked(url)}`);
    const authorization = new Headers(init.headers).get("authorization");
    if (authorization) log(`> authorization: ${authorization.split(" ")[0]} ••••`);
    if (typeof init.body === "string" || init.body instanceof URLSearchParams) log(`> ${masked(String(init.body))}`);

    const response = await fetch(url, init);
    log(`< ${response.status} ${masked(await response.clone().text())}`);
    return response;
  };
}

/**
 * Masks the values of credentials, in JSON and in a form.
 * @param {string} text
 */
function masked(text) {
  return text
    .replace(/("(?:access_token|refresh_token|client_secret)"\s*:\s*)"(?:[^"\\]|\\.)*"/g, '$1"••••"')
    .replace(/\b((?:access_token|refresh_token|client_secret)=)[^&\s]*/g, "$1••••");
}
