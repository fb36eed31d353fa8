// @ts-check
// Which MySafe the page is to reach.

/**
 * The address, when credentials may be sent there; what is wrong with it is thrown.
 * @param {string} text
 */
export function targetOf(text) {
  const refused = (/** @type {string} */ why) => new Error(`--target ${why}`);
  if (!URL.canParse(text)) throw refused("is a URL, such as https://vault.example.");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refused("begins with https://.");
  if (url.username || url.password) throw refused("holds no user or password: they are entered in the page.");
  if (url.search || url.hash) throw refused("holds no query and no fragment.");
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw refused("begins with https://: http:// would send credentials in the clear, and is for this machine alone.");
  }
  return url;
}

/** @param {string} hostname as the URL parser writes it */
function isLoopback(hostname) {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
