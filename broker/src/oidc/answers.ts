// What people get while they sign in and out. Nothing of it is kept by a browser, nor tells the next page where it came from.

const guarded = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** Sends the browser on. */
export function goTo(location: string, cookies: readonly string[]): Response {
  return withCookies(new Response(null, { status: 303, headers: { ...guarded, location } }), cookies);
}

/** An answer with cookies to keep or to remove. */
export function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}

/** A page for a person whose sign-in did not succeed, or JSON for a program. */
export function tell(request: Request, status: number, message: string, signIn: string): Response {
  if (!(request.headers.get("accept") ?? "").includes("text/html")) {
    return Response.json({ message: `mysafe-broker: ${message}` }, { status, headers: guarded });
  }
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Sign in</title>
<h1>You are not signed in</h1>
<p>${escaped(message)}</p>
<p><a href="${escaped(signIn)}">Sign in again</a></p>
</html>
`;
  return new Response(page, { status, headers: { ...guarded, "content-type": "text/html; charset=utf-8" } });
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
