// @ts-check
// A browser without a window: it keeps cookies as RFC 6265 says, and follows redirects when it is told to.

/** @typedef {{ name: string, value: string, path: string, secure: boolean, line: string }} Cookie */

export class Visitor {
  /** @type {Map<string, Cookie>} by host, path and name */
  #cookies = new Map();
  #send;
  /** What each answer said: its status, headers and body. For the search for secrets. @type {string[]} */
  heard = [];

  /** @param {(request: Request) => Promise<Response>} [send] by default over the network */
  constructor(send = (request) => fetch(request)) {
    this.#send = send;
  }

  /** The `Set-Cookie` lines that are in force. */
  get cookies() {
    return [...this.#cookies.values()];
  }

  /** The cookies that go to an address, as the header has them. @param {string | URL} url */
  cookieHeader(url) {
    const { hostname, pathname, protocol } = new URL(url);
    const own = [...this.#cookies].filter(([key, { path, secure }]) => {
      const matches = pathname === path || pathname.startsWith(path.endsWith("/") ? path : `${path}/`);
      return key.startsWith(`${hostname} `) && matches && (!secure || protocol === "https:");
    });
    return own.map(([, { name, value }]) => `${name}=${value}`).join("; ");
  }

  /** A visitor with the same cookies, who goes on alone. */
  twin() {
    const twin = new Visitor(this.#send);
    twin.#cookies = new Map(this.#cookies);
    return twin;
  }

  /** @param {RegExp} name */
  forget(name) {
    for (const [key, cookie] of this.#cookies) if (name.test(cookie.name)) this.#cookies.delete(key);
  }

  /**
   * Sends one request, and follows no redirect.
   * @param {string | URL} url
   * @param {RequestInit} [init]
   */
  async ask(url, init = {}) {
    const headers = new Headers({ accept: "text/html", ...Object.fromEntries(new Headers(init.headers)) });
    const cookies = this.cookieHeader(url);
    if (cookies) headers.set("cookie", cookies);
    const response = await this.#send(new Request(url, { ...init, headers, redirect: "manual" }));
    for (const line of response.headers.getSetCookie()) this.#keep(new URL(url), line);
    this.heard.push(`${response.status} ${JSON.stringify([...response.headers])} ${await response.clone().text()}`);
    return response;
  }

  /**
   * Asks for a page, and follows redirects until `until` is true of an address, which is not asked for, or there is none.
   * @param {string | URL} url
   * @param {(url: URL) => boolean} [until]
   * @param {RequestInit} [init] of the first request
   * @returns {Promise<{ url: URL, response: Response }>}
   */
  async go(url, until = () => false, init) {
    let at = new URL(url);
    let response = await this.ask(at, init);
    for (;;) {
      const location = response.headers.get("location");
      if (location === null || response.status < 300 || response.status > 399) return { url: at, response };
      at = new URL(location, at);
      if (until(at)) return { url: at, response };
      response = await this.ask(at);
    }
  }

  /**
   * Signs in as far as to the broker's callback, which is not asked for.
   * @param {string | URL} url of the broker's `sign-in`, or of the provider's authorization endpoint
   * @param {string} person
   * @returns {Promise<URL>} the address of the callback
   */
  async signInUntilCallback(url, person) {
    /** @param {URL} at */
    const isCallback = (at) => at.pathname.endsWith("/callback");
    const asked = await this.go(url, isCallback);
    // The provider still knows who it is.
    if (isCallback(asked.url)) return asked.url;
    const body = new URLSearchParams({ person });
    const { url: callback } = await this.go(asked.url, isCallback, { method: "POST", body });
    return callback;
  }

  /**
   * Signs in.
   * @param {string | URL} url of the broker's `sign-in`
   * @param {string} person
   */
  async signIn(url, person) {
    return this.ask(await this.signInUntilCallback(url, person));
  }

  /** @param {URL} url @param {string} line */
  #keep({ hostname, pathname }, line) {
    const [pair = "", ...attributes] = line.split(/; */);
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const attribute = (/** @type {string} */ wanted) =>
      attributes.find((one) => one.toLowerCase().split("=")[0] === wanted);
    const path = attribute("path")?.slice("path=".length) ?? (pathname.replace(/\/[^/]*$/, "") || "/");
    const key = `${hostname} ${path} ${name}`;
    const age = attribute("max-age")?.slice("max-age=".length);
    const expires = attribute("expires")?.slice("expires=".length);
    const isOver = age !== undefined ? Number(age) <= 0 : expires !== undefined && Date.parse(expires) <= Date.now();
    this.#cookies.delete(key);
    if (!isOver) this.#cookies.set(key, { name, value, path, secure: attribute("secure") !== undefined, line });
  }
}
