// Watches a client of the built package: learns credentials from its arguments, and searches its results, rejections, events and
// requests for them. Nothing of what it passes on is changed.

/** @typedef {import("./canaries.mjs").Canaries} Canaries */

/**
 * @param {new (...args: any[]) => object} Client
 * @param {Canaries} canaries
 */
export function watchedClass(Client, canaries) {
  class Watched extends Client {
    constructor(options, ...rest) {
      super(watchedOptions(options, canaries), ...rest);
      for (const name of collections) {
        if (isObject(this[name])) Object.defineProperty(this, name, { value: watchedItems(this[name], canaries) });
      }
    }
  }
  for (const [name, method] of methodsOf(Client.prototype)) {
    const value = watchedMethod(name, method, canaries);
    Object.defineProperty(Watched.prototype, name, { writable: true, configurable: true, value });
  }
  return Watched;
}

/** The properties of a client with the methods on the items of one kind. */
const collections = ["apiSecrets", "passwords", "notes"];

/** The methods of a class and of those that it extends, by name. */
function methodsOf(prototype) {
  const methods = new Map();
  for (let each = prototype; each !== Object.prototype; each = Object.getPrototypeOf(each)) {
    for (const [name, { value: method }] of Object.entries(Object.getOwnPropertyDescriptors(each))) {
      if (typeof method !== "function" || name === "constructor" || name === "close") continue;
      if (!methods.has(name)) methods.set(name, method);
    }
  }
  return methods;
}

/** The items of one kind, with watched methods. */
function watchedItems(items, canaries) {
  const methods = methodsOf(Object.getPrototypeOf(items));
  const watched = Object.create(Object.getPrototypeOf(items));
  for (const [name, method] of methods) {
    // The private fields of the methods are those of the original.
    const onOriginal = (...args) => Reflect.apply(method, items, args);
    Object.defineProperty(watched, name, { value: watchedMethod(name, onOriginal, canaries) });
  }
  return watched;
}

function watchedMethod(name, method, canaries) {
  return function (...methodArgs) {
    const [items, options, ...rest] = methodArgs;
    if (name === "find" && (Array.isArray(items) || items instanceof Set)) {
      for (const value of items) canaries.learn("a value to look for", value);
    }
    const isBatch = name.endsWith("Many") || name === "find";
    const args = isBatch ? [items, watchedOptions(options, canaries), ...rest] : methodArgs;
    return outcome(name, methodArgs, () => Reflect.apply(method, this, args), canaries);
  };
}

const isObject = (value) => typeof value === "object" && value !== null;

/** Async, so that the stack of an error leads through this function to the caller. */
async function outcome(name, methodArgs, call, canaries) {
  let value;
  try {
    value = await call();
  } catch (thrown) {
    // The reason of an abort is the caller's own.
    if (!methodArgs.some((options) => Object.is(thrown, abortReason(options)))) {
      canaries.examine(thrown, `the rejection of ${name}`);
    }
    throw thrown;
  }
  canaries.examine(withoutStored(name, value), `the result of ${name}`);
  return value;
}

function abortReason(options) {
  try {
    return options.signal.reason;
  } catch {
    return noReason;
  }
}

/** No promise rejects with it. */
const noReason = Symbol("no reason");

/** The result without the stored values, which these operations are there to return. An answer may call the notes of a
 * password `note`, which is the value of a note. */
function withoutStored(name, value) {
  if (!["get", "create", "update"].includes(name)) return value;
  const { clientSecret, password, secretKey, totp, note, notes, ...rest } = value;
  return rest;
}

/**
 * The options, with a watcher on each read. They may be invalid in any way: finding that is the package's job.
 */
function watchedOptions(options, canaries) {
  if (!isObject(options)) return options;
  const read = (name) => {
    const value = Reflect.get(options, name);
    if (name === "clientSecret") canaries.learn("the client secret", value);
    if (name === "accessToken") canaries.learn("an access token", value);
    return typeof value === "function" && name in watchers ? watchers[name](value, canaries) : value;
  };
  // The target is empty, since a proxy of a frozen object could not return other functions than the object's own.
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

const watchers = {
  fetch: watchedClientFetch,
  onEvent: (callback, canaries) => watchedCallback(callback, canaries, "an event"),
  onProgress: (callback, canaries) => watchedCallback(callback, canaries, "an argument of onProgress"),
  accessToken: (provider, canaries) =>
    function (...args) {
      const token = Reflect.apply(provider, this, args);
      const learn = (text) => canaries.learn("an access token", text);
      if (token instanceof Promise) token.then(learn, () => {});
      else learn(token);
      return token;
    },
};

function watchedCallback(callback, canaries, where) {
  return function (...args) {
    for (const arg of args) canaries.examine(arg, where);
    return Reflect.apply(callback, this, args);
  };
}

/** The only query parameters that the client sends; none of them is a secret. */
const parameters = ["grant_type", "tenant", "tag", "identifier_code", "name", "username", "url"];

/** The `fetch` of a client's options. Only the client calls it, so its URLs must be exactly those of the client. */
function watchedClientFetch(fetch, canaries) {
  const watching = watchedFetch(fetch, canaries);
  return function (url, ...rest) {
    const { username, password, searchParams } = new URL(url);
    const others = [...searchParams.keys()].filter((name) => !parameters.includes(name));
    if (username || password) canaries.report("a URL holds a user or a password");
    if (others.length > 0) canaries.report(`the query of a URL holds ${others.join(", ")}`);
    return Reflect.apply(watching, this, [url, ...rest]);
  };
}

/** A `fetch` whose requests are searched for credentials. */
export function watchedFetch(fetch, canaries) {
  return function (...args) {
    const [url, init] = args;
    if (typeof url === "string") examineRequest(url, init ?? {}, canaries);
    return Reflect.apply(fetch, this, args);
  };
}

function examineRequest(url, init, canaries) {
  const headers = new Headers(init.headers);
  const [scheme, credential] = headers.get("authorization")?.split(" ") ?? [];
  if (scheme === "Basic") canaries.learn("a client id and secret", credential);
  if (scheme === "Bearer") canaries.learn("an access token", credential);
  headers.delete("authorization");
  if (typeof init.body === "string") canaries.learnFrom(init.body);
  canaries.look(url, () => "a URL");
  canaries.look([...headers].join("\n"), () => "a header other than Authorization");
}
