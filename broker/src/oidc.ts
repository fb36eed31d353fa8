export type { OpenIdOptions } from "./oidc/options.js";
export { type OpenIdSignIn, openIdSignIn } from "./oidc/sign-in.js";
