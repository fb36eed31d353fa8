// What every entry exports besides its client.

export { isMySafeError, MySafeError, type MySafeErrorCode, type MySafeErrorFields } from "./error.js";
export type { FetchInit, FetchResponse, Signal, Url } from "./platform.js";
export type {
  AccessTokenProvider,
  AccessTokenRequest,
  ApiSecret,
  ApiSecretSummary,
  BatchOptions,
  BatchOutcome,
  BatchProgress,
  BatchReport,
  CallOptions,
  ConnectionOptions,
  GroupShare,
  Identifier,
  ListFilter,
  Many,
  MySafeEvent,
  MySafeEventBase,
  MySafeOptions,
  NewApiSecret,
  ReferrerPolicyName,
  RetryOptions,
  StateChange,
  SwitchOptions,
  TokenOptions,
  UserShare,
} from "./types.js";
