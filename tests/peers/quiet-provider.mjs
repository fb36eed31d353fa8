// oidc-provider without its warnings.

/**
 * Mutes the warnings of oidc-provider, which are about the test's own set-up: temporary keys and no TLS.
 * @template T
 * @param {() => T} make
 * @returns {T}
 */
export function quietly(make) {
  const { info, warn } = console;
  Object.assign(console, { info() {}, warn() {} });
  try {
    return make();
  } finally {
    Object.assign(console, { info, warn });
  }
}
