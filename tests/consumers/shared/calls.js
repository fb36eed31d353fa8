// The calls of every consumer: deactivates one secret, and one that does not exist.

/** Makes the calls with a client; the classes of errors come from the same entry as the client. */
export async function calls(mysafe, { isMySafeError, MySafeError }) {
  const off = await mysafe.deactivate("43");
  const error = await mysafe.deactivate("404404").catch((thrown) => thrown);
  const { code, identifier, apiCode } = error;
  return {
    off,
    missing: { known: isMySafeError(error), instance: error instanceof MySafeError, code, identifier, apiCode },
  };
}
