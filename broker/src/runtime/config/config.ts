import type { TokenOptions } from "mysafe-wasm";
import type { Rate } from "../../limits/rate.js";
import type { OpenIdOptions } from "../../oidc/options.js";
import type { Limits } from "../../options.js";
import type { Permission } from "../../people/permit.js";
import type { Reference } from "./references.js";

/** A config as it is written, after it was checked by the schema. */
export interface WrittenConfig {
  readonly listen?: {
    readonly port?: number;
    readonly hostname?: string;
    readonly tls?: { readonly key: string; readonly cert: string };
  };
  readonly origin?: string;
  readonly basePath?: string;
  readonly mysafe: {
    readonly baseUrl: string;
    readonly clientId: string;
    readonly clientSecret: Reference;
    readonly tenant?: string;
    readonly token?: TokenOptions;
    readonly timeout?: number;
  };
  readonly secret: Reference | readonly Reference[];
  readonly signIn: {
    readonly oidc?: Omit<WrittenOpenId, "clientSecret"> & { readonly clientSecret?: Reference };
    readonly headers?: Omit<HeaderNames, "secret"> & {
      readonly secret: { readonly header: string; readonly value: Reference };
    };
  };
  readonly roles: Readonly<Record<string, readonly Permission[]>>;
  readonly tokenLifetime?: number;
  readonly rate?: Rate;
  readonly limits?: Limits;
  readonly audit?: { readonly file: string } | { readonly stdout: true };
  readonly page?: boolean;
}

type WrittenOpenId = Pick<
  OpenIdOptions,
  | "issuer"
  | "clientId"
  | "clientSecret"
  | "clientAuthentication"
  | "scope"
  | "idClaim"
  | "nameClaim"
  | "rolesClaim"
  | "sessionLifetime"
>;

/** The headers by which a proxy says who somebody is. */
export interface HeaderNames {
  readonly id: string;
  readonly name?: string;
  readonly roles?: string;
  /** By which the proxy proves itself. */
  readonly secret: { readonly header: string; readonly value: string };
  readonly signIn?: string;
  readonly signOut?: string;
}

/** Where the broker listens. */
export interface Listen {
  readonly port: number;
  readonly hostname: string;
  readonly tls: { readonly key: Buffer; readonly cert: Buffer } | undefined;
}

/** A config, with the secrets and files that it names. */
export interface Config
  extends Pick<WrittenConfig, "origin" | "basePath" | "roles" | "tokenLifetime" | "rate" | "limits"> {
  readonly listen: Listen;
  readonly mysafe: Omit<WrittenConfig["mysafe"], "clientSecret"> & { readonly clientSecret: string };
  readonly secret: string | readonly [string, string];
  readonly signIn: { readonly oidc: WrittenOpenId } | { readonly headers: HeaderNames };
  /** `undefined`: standard output. */
  readonly auditFile: string | undefined;
  readonly page: boolean;
  /** What the operator should know. */
  readonly warnings: readonly string[];
}
