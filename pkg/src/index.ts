export { activate, deactivate, MySafe } from "./client.js";
export { isMySafeError, MySafeError, type MySafeErrorCode, type MySafeErrorFields } from "./error.js";
export type {
  AccessTokenProvider,
  AccessTokenRequest,
  CallOptions,
  ConnectionOptions,
  Identifier,
  MySafeOptions,
  StateChange,
  TokenOptions,
} from "./types.js";
