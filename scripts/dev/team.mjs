// @ts-check
// The broker of `npm start`, in front of the sandbox: two people who sign in by pressing their name. It is for trying out, so
// it asks for no password. It imports mysafe-broker when it is called: earlier, that may not be built.

import { createHash, randomBytes } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";

/** @typedef {import("mysafe-broker").Identity} Identity */

/** Ana switches items off and on; Vera only looks. @type {readonly (Identity & { name: string, may: string })[]} */
const people = [
  { id: "ana@team.example", name: "Ana Lima", roles: ["responder"], may: "switches items off and on" },
  { id: "vera@team.example", name: "Vera Costa", roles: ["viewer"], may: "looks, and switches nothing" },
];

const sessionCookie = "mysafe-team";

/** In s. */
const sessionLifetime = 8 * 60 * 60;

/**
 * @param {object} options
 * @param {string} options.sandboxUrl
 * @param {{ clientId: string, clientSecret: string }} options.credentials the access key, which stays here
 * @param {string} options.basePath with a slash at both ends
 * @param {(request: Request) => Promise<Response>} options.page serves the page below the base path
 * @returns {Promise<{ fetch: (request: Request) => Promise<Response>, close: () => void }>}
 */
export async function createTeam({ sandboxUrl, credentials, basePath, page }) {
  const { createBroker, permitByRole } = await import("mysafe-broker");
  const { nodeFetch } = await import("mysafe-broker/node");
  // Each start has its own, so that a sign-in ends with the server.
  const sessionKey = randomBytes(32);
  const broker = createBroker({
    mysafe: { baseUrl: sandboxUrl, ...credentials, fetch: nodeFetch },
    authenticate: async (request) => identityOf(await sessionOf(request, sessionKey)),
    permit: permitByRole({
      responder: ["activate", "deactivate", "list", "isActive"],
      viewer: ["list", "isActive"],
    }),
    secret: randomBytes(32),
    basePath,
    page,
    signIn: "sign-in",
    signOut: "sign-out",
  });

  return {
    close: () => broker.close(),
    async fetch(request) {
      const url = new URL(request.url);
      switch (`${request.method} ${url.pathname}`) {
        case `GET ${basePath.slice(0, -1)}`:
          return redirect(basePath);
        case `GET ${basePath}sign-in`:
          return signInPage(url);
        case `POST ${basePath}sign-in`:
          return isOwn(request, url) ? signIn(request, url) : new Response(null, { status: 403 });
        case `POST ${basePath}sign-out`:
          return isOwn(request, url) ? forgotten() : new Response(null, { status: 403 });
        default:
          return broker.fetch(request);
      }
    },
  };

  /** @param {Request} request @param {URL} url */
  async function signIn(request, url) {
    const id = new URLSearchParams(await request.text()).get("id");
    if (!identityOf(id)) return new Response(null, { status: 400 });
    const session = await new SignJWT()
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(String(id))
      .setIssuedAt()
      .setExpirationTime(`${sessionLifetime}s`)
      .sign(sessionKey);
    return redirect(returnPath(url), { "set-cookie": cookie(session, sessionLifetime) });
  }

  function forgotten() {
    return new Response(null, { status: 204, headers: { "set-cookie": cookie("", 0) } });
  }

  /** @param {string} value @param {number} age in s */
  function cookie(value, age) {
    return `${sessionCookie}=${value}; Path=${basePath}; Max-Age=${age}; HttpOnly; SameSite=Lax`;
  }

  /** Where to go after the sign-in: a path below the base path, and nowhere else. @param {URL} url */
  function returnPath({ searchParams, origin }) {
    const given = searchParams.get("return") ?? basePath;
    const to = URL.canParse(given, origin) ? new URL(given, origin) : undefined;
    // Of a URL of another origin, the path alone is taken, which leads to this one.
    return to?.pathname.startsWith(basePath) ? to.pathname + to.search : basePath;
  }

  /** @param {URL} url */
  function signInPage(url) {
    const action = escaped(`${basePath}sign-in?${new URLSearchParams({ return: returnPath(url) })}`);
    return new Response(markup(action), {
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": policy,
        "cache-control": "no-store",
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
      },
    });
  }
}

/**
 * Who has the session of a request, if it was made here and has not ended.
 * @param {Request} request
 * @param {Uint8Array} key
 */
async function sessionOf(request, key) {
  const cookies = (request.headers.get("cookie") ?? "").split(/;\s*/).map((pair) => pair.split("="));
  const session = cookies.find(([name]) => name === sessionCookie)?.[1];
  if (!session) return undefined;
  const verified = await jwtVerify(session, key, { algorithms: ["HS256"], requiredClaims: ["sub", "exp"] }).catch(
    () => undefined,
  );
  return verified?.payload.sub;
}

/** @param {string | null | undefined} id @returns {Identity | null} */
function identityOf(id) {
  const person = people.find((each) => each.id === id);
  if (!person) return null;
  const { name, roles } = person;
  return { id: person.id, name, roles };
}

/**
 * Whether a page of this origin has sent it. Another site's could sign somebody in as another person.
 * @param {Request} request
 * @param {URL} url
 */
function isOwn(request, { origin }) {
  return request.headers.get("origin") === origin;
}

/** @param {string} location @param {Record<string, string>} [headers] */
function redirect(location, headers = {}) {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store", ...headers } });
}

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { display: grid; min-height: 100vh; margin: 0; place-items: center; background: light-dark(#f4f5f8, #0e1116); }
main { display: grid; gap: 1rem; width: min(24rem, calc(100vw - 4rem)); padding: 1.75rem; border: 1px solid light-dark(#e2e5eb, #2a313b);
  border-radius: .875rem; background: light-dark(#fff, #171b21); }
h1, p, form { margin: 0; }
h1 { font-size: 1.25rem; }
p, small { color: light-dark(#566070, #a3adba); }
form { display: grid; gap: .625rem; }
button { display: grid; padding: .75rem 1rem; border: 1px solid light-dark(#868f9d, #6f7a88); border-radius: .5rem; background: none;
  color: inherit; font: inherit; font-weight: 600; text-align: start; cursor: pointer; }
button:hover { background: light-dark(#f4f5f8, #1e232b); }
small { font-weight: 400; }`;

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** @param {string} action where the form leads, escaped */
const markup = (action) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Who are you?</h1>
<p>A demo: nobody is asked for a password.</p>
<form method="post" action="${action}">
${people.map(({ id, name, may }) => `<button name="id" value="${escaped(id)}">${escaped(name)}<small>${escaped(may)}</small></button>`).join("\n")}
</form>
</main>
</body>
</html>
`;

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
