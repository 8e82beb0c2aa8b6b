// Answers: from this version's Cache whatever the network does; what is not in it from the network, headers set.
import { base, cacheName, SECURITY, VERSION } from "./version.ts";

const PASSED = ["api/", "bundles/", "sw.js", "install.json"];
// Opened once: asking all Caches for each request costs more than the answer.
let opened: Promise<Cache> | null = null;

/** The answer, or null for what this worker leaves to the browser: other origins, the API, its own downloads. */
export function answerFrom(request: Request): Promise<Response> | null {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || !pathname.startsWith(base)) return null;
  const path = pathname.slice(base.length);
  if (PASSED.some((passed) => (passed.endsWith("/") ? path.startsWith(passed) : path === passed))) return null;
  return answer(request, pathname);
}

async function answer(request: Request, pathname: string): Promise<Response> {
  const cache = await (opened ??= caches.open(cacheName(VERSION)));
  const found = (await cache.match(pathname)) ?? (request.mode === "navigate" ? await asFolder(cache, pathname) : undefined);
  if (found) return secured(found);
  try {
    const fetched = await fetch(request);
    return fetched.type === "basic" && !fetched.redirected && fetched.status < 300 ? secured(fetched) : fetched;
  } catch (error) {
    if (request.mode !== "navigate") throw error;
    return (await missing(cache)) ?? Response.error();
  }
}

/** `/zh/policy/classes`, typed by hand, and `…/index.html` are the page with a slash at its end. */
async function asFolder(cache: Cache, pathname: string): Promise<Response | undefined> {
  const folder = pathname.endsWith("/index.html") ? pathname.slice(0, -"index.html".length) : `${pathname}/`;
  return (await cache.match(folder)) ? Response.redirect(folder, 302) : undefined;
}

async function missing(cache: Cache): Promise<Response | undefined> {
  const page = await cache.match(`${base}404.html`);
  return page && new Response(page.body, { status: 404, headers: page.headers });
}

function secured(answer: Response): Response {
  if (answer.type === "opaqueredirect" || answer.status === 0 || answer.redirected || (answer.status >= 300 && answer.status < 400)) return answer;
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(SECURITY)) headers.set(name, value);
  const bare = answer.status === 204 || answer.status === 304;
  return new Response(bare ? null : answer.body, { status: answer.status, statusText: answer.statusText, headers });
}
