// The calls of every consumer: deactivates an API secret, a password and a note, and a secret that does not exist.

/** Makes the calls with a client; the classes of errors come from the same entry as the client. */
export async function calls(mysafe, { isMySafeError, MySafeError }) {
  const off = await mysafe.deactivate("43");
  const error = await mysafe.deactivate("404404").catch((thrown) => thrown);
  const { code, identifier, apiCode } = error;
  const [password] = await mysafe.passwords.list();
  const { kind, changed } = await mysafe.passwords.deactivate(password.identifier, { verify: true });
  const notes = await mysafe.notes.deactivateMany([43]);
  return {
    off,
    password: { listed: typeof password.username, kind, changed },
    notes: { kind: notes.kind, changed: notes.changed },
    missing: { known: isMySafeError(error), instance: error instanceof MySafeError, code, identifier, apiCode },
  };
}
