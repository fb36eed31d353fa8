// The same as leak.js and calls.js, in CommonJS.

const { isMySafeError, MySafe, MySafeError } = require("mysafe-wasm");

exports.leak = async function leak(baseUrl) {
  const mysafe = new MySafe({ baseUrl, clientId: "demo", clientSecret: "demo-secret" });
  const off = await mysafe.deactivate("43");
  const error = await mysafe.deactivate("404404").catch((thrown) => thrown);
  const [password] = await mysafe.passwords.list();
  const { kind, changed } = await mysafe.passwords.deactivate(password.identifier, { verify: true });
  const notes = await mysafe.notes.deactivateMany([43]);
  mysafe.close();
  const { code, identifier, apiCode } = error;
  return {
    off,
    password: { listed: typeof password.username, kind, changed },
    notes: { kind: notes.kind, changed: notes.changed },
    missing: { known: isMySafeError(error), instance: error instanceof MySafeError, code, identifier, apiCode },
  };
};
