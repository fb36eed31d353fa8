// @ts-check
// Serves the built page, www/dist, with the headers of www/headers.json.

import { at, read } from "../base/project.mjs";

/**
 * It imports mysafe-broker at the first request: earlier, that may not be built.
 * @param {object} [options]
 * @param {string} [options.basePath] where it is served
 * @param {boolean} [options.hasBroker] whether a broker serves it
 * @param {URL} [options.vault] the MySafe to which the server of the page forwards what the page sends to it
 * @returns {(request: Request) => Promise<Response>}
 */
export function page({ basePath = "/", hasBroker = false, vault } = {}) {
  /** @type {Record<string, string>} */
  const headers = JSON.parse(read("www/headers.json"));
  /** @type {Promise<(request: Request) => Promise<Response>> | undefined} */
  let files;
  return async (request) => {
    files ??= import("mysafe-broker/node").then(({ servePage }) =>
      servePage(at("www/dist"), { basePath, headers, hasBroker }),
    );
    const response = await (await files)(request);
    const isDocument = response.headers.get("content-type")?.startsWith("text/html") && request.method === "GET";
    return vault && isDocument ? naming(vault, response) : response;
  };
}

/**
 * The document with the name of the vault in it. The page believes its own document alone, which no other page can write to.
 * @param {URL} vault
 * @param {Response} document
 */
async function naming({ href }, document) {
  const content = href.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const html = (await document.text()).replace(
    /<head\b[^>]*>/i,
    (head) => `${head}\n    <meta name="mysafe-vault" content="${content}" />`,
  );
  return new Response(html, { status: document.status, headers: document.headers });
}
