// The same as leak.js and calls.js, in CommonJS.

const { isMySafeError, MySafe, MySafeError } = require("mysafe-wasm");

exports.leak = async function leak(baseUrl) {
  const mysafe = new MySafe({ baseUrl, clientId: "demo", clientSecret: "demo-secret" });
  const off = await mysafe.deactivate("43");
  const error = await mysafe.deactivate("404404").catch((thrown) => thrown);
  mysafe.close();
  const { code, identifier, apiCode } = error;
  return {
    off,
    missing: { known: isMySafeError(error), instance: error instanceof MySafeError, code, identifier, apiCode },
  };
};
