// @ts-check
// Serves the built page, www/dist, with the headers of www/headers.json.

import { at, read } from "../base/project.mjs";

/**
 * It imports mysafe-broker at the first request: earlier, that may not be built.
 * @param {{ basePath?: string, hasBroker?: boolean }} [options] where it is served, and whether a broker serves it
 * @returns {(request: Request) => Promise<Response>}
 */
export function page({ basePath = "/", hasBroker = false } = {}) {
  /** @type {Record<string, string>} */
  const headers = JSON.parse(read("www/headers.json"));
  /** @type {Promise<(request: Request) => Promise<Response>> | undefined} */
  let files;
  return async (request) => {
    files ??= import("mysafe-broker/node").then(({ servePage }) =>
      servePage(at("www/dist"), { basePath, headers, hasBroker }),
    );
    return (await files)(request);
  };
}
