// The client of the built package, watched: what it is given is learnt from, and what it gives is looked at, and left as
// it is.

/** @typedef {import("./canaries.mjs").Canaries} Canaries */

/**
 * @param {new (...given: any[]) => object} Client
 * @param {Canaries} canaries
 */
export function watchedClass(Client, canaries) {
  class Watched extends Client {
    constructor(options, ...rest) {
      super(watchedOptions(options, canaries), ...rest);
    }
  }
  for (const [name, { value: method }] of Object.entries(Object.getOwnPropertyDescriptors(Client.prototype))) {
    if (typeof method !== "function" || name === "constructor" || name === "close") continue;
    Object.defineProperty(Watched.prototype, name, {
      writable: true,
      configurable: true,
      value(...given) {
        const [items, options, ...rest] = given;
        const args = name.endsWith("Many") ? [items, watchedOptions(options, canaries), ...rest] : given;
        return outcome(name, given, () => Reflect.apply(method, this, args), canaries);
      },
    });
  }
  return Watched;
}

const isObject = (value) => typeof value === "object" && value !== null;

/** Async, so that the stack of an error leads through it to the caller; and what comes is given on as it came. */
async function outcome(name, given, call, canaries) {
  let value;
  try {
    value = await call();
  } catch (thrown) {
    // The reason of an abort is the caller's.
    if (!given.some((options) => Object.is(thrown, reason(options)))) {
      canaries.examine(thrown, `what ${name} is rejected with`);
    }
    throw thrown;
  }
  canaries.examine(withoutStored(name, value), `what ${name} is fulfilled with`);
  return value;
}

function reason(options) {
  try {
    return options.signal.reason;
  } catch {
    return nothing;
  }
}

/** Which nothing is rejected with. */
const nothing = Symbol("nothing");

/** What these give holds the stored value: it is what they are for. */
function withoutStored(name, value) {
  return ["get", "create", "update"].includes(name) ? { ...value, clientSecret: undefined } : value;
}

/**
 * The options, with eyes on what is read of them. They may be anything at all, and what is wrong with them the package
 * has to find.
 */
function watchedOptions(options, canaries) {
  if (!isObject(options)) return options;
  const read = (name) => {
    const value = Reflect.get(options, name);
    if (name === "clientSecret") canaries.learn("the client secret", value);
    if (name === "accessToken") canaries.learn("an access token", value);
    return typeof value === "function" && name in eyes ? eyes[name](value, canaries) : value;
  };
  // Its target is empty: a frozen object could not give other functions than its own.
  return new Proxy(
    {},
    {
      get: (_, name) => read(name),
      has: (_, name) => Reflect.has(options, name),
      ownKeys: () => Reflect.ownKeys(options),
      getOwnPropertyDescriptor(_, name) {
        const descriptor = Reflect.getOwnPropertyDescriptor(options, name);
        return descriptor && { ...descriptor, configurable: true };
      },
    },
  );
}

const eyes = {
  fetch: ownFetch,
  onEvent: (callback, canaries) => watchedCallback(callback, canaries, "an event"),
  onProgress: (callback, canaries) => watchedCallback(callback, canaries, "what onProgress is told"),
  accessToken: (provider, canaries) =>
    function (...given) {
      const token = Reflect.apply(provider, this, given);
      const learn = (text) => canaries.learn("an access token", text);
      if (token instanceof Promise) token.then(learn, () => {});
      else learn(token);
      return token;
    },
};

function watchedCallback(callback, canaries, where) {
  return function (...given) {
    for (const one of given) canaries.examine(one, where);
    return Reflect.apply(callback, this, given);
  };
}

/** The only parameters that the client puts into a URL; none of them is a secret. */
const parameters = ["grant_type", "tenant", "tag", "identifier_code"];

/** A client's own `fetch`: nobody else uses it. */
function ownFetch(fetch, canaries) {
  const watching = watchedFetch(fetch, canaries);
  return function (url, ...rest) {
    const { username, password, searchParams } = new URL(url);
    const others = [...searchParams.keys()].filter((name) => !parameters.includes(name));
    if (username || password) canaries.tell("a user or a password is in a URL");
    if (others.length > 0) canaries.tell(`the query of a URL holds ${others.join(", ")}`);
    return Reflect.apply(watching, this, [url, ...rest]);
  };
}

/** A `fetch` that is looked at, and left as it is. */
export function watchedFetch(fetch, canaries) {
  return function (...given) {
    const [url, init] = given;
    if (typeof url === "string") lookAtRequest(url, init ?? {}, canaries);
    return Reflect.apply(fetch, this, given);
  };
}

function lookAtRequest(url, init, canaries) {
  const headers = new Headers(init.headers);
  const [scheme, credential] = headers.get("authorization")?.split(" ") ?? [];
  if (scheme === "Basic") canaries.learn("a client id and secret", credential);
  if (scheme === "Bearer") canaries.learn("an access token", credential);
  headers.delete("authorization");
  if (typeof init.body === "string") canaries.learnFrom(init.body);
  canaries.look(url, () => "a URL");
  canaries.look([...headers].join("\n"), () => "a header other than Authorization");
}
