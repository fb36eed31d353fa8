/**
 * Makes a value when it is first needed. What fails is made anew the next time.
 *
 * Calls at a time each make their own: on edge runtimes a request cannot wait for what another has begun.
 */
export function remembered<T>(make: () => Promise<T>): () => Promise<T> {
  let made: { readonly value: T } | undefined;
  return async () => {
    made ??= { value: await make() };
    return made.value;
  };
}
