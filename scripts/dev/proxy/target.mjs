// @ts-check
// The address of MySafe that the command line gives.

/**
 * Parses the address; throws when credentials must not be sent there.
 * @param {string} text
 */
export function targetOf(text) {
  const invalid = (/** @type {string} */ reason) => new Error(`--target ${reason}`);
  if (!URL.canParse(text)) throw invalid("is a URL, such as https://vault.example.");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw invalid("begins with https://.");
  if (url.username || url.password) throw invalid("contains no user or password: they are entered in the page.");
  if (url.search || url.hash) throw invalid("contains no query and no fragment.");
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw invalid("begins with https://: http:// would send credentials in the clear, and is for this machine alone.");
  }
  return url;
}

/** @param {string} hostname as the URL parser writes it */
function isLoopback(hostname) {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
