// The parts of `faultPart`. One file, so that they are one chunk.

import type { ConnectFault } from "./diagnosis.ts";
import { faultWords } from "./fault-words.ts";

export { diagnose } from "./diagnosis.ts";

/** The title of a failed connection. */
export const titleOf = ({ cause }: ConnectFault) => faultWords.value[cause].title;

/** What to do about a failed connection. */
export function Advice({ fault: { cause, address } }: { readonly fault: ConnectFault }) {
  const { advice, command } = faultWords.value[cause];
  return (
    <>
      <p>{advice({ origin: location.origin, address })}</p>
      {command && (
        <>
          <p>{command}</p>
          <p class="command">
            <code>npm start -- --target {quoted(address)}</code>
          </p>
        </>
      )}
    </>
  );
}

/** An address as one word of a shell. */
function quoted(address: string): string {
  return /^[\w.:/-]+$/.test(address) ? address : `'${address.replaceAll("'", "%27")}'`;
}
