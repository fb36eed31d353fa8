export { type JsonLinesFile, jsonLinesFile } from "./node/json-lines-file.js";
export { type Handler, requestListener } from "./node/listener.js";
export { type PageOptions, servePage } from "./node/page.js";
export { nodeFetch } from "./node/send.js";
export { type Certificate, type ServeOptions, type Server, serve } from "./node/serve.js";
