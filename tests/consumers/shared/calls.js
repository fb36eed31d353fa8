// What every consumer does: switches one secret off, and asks for one that is not there.

/** With a client, and what its entry says of errors. */
export async function calls(mysafe, { isMySafeError, MySafeError }) {
  const off = await mysafe.deactivate("43");
  const error = await mysafe.deactivate("404404").catch((thrown) => thrown);
  const { code, identifier, apiCode } = error;
  return {
    off,
    missing: { known: isMySafeError(error), instance: error instanceof MySafeError, code, identifier, apiCode },
  };
}
