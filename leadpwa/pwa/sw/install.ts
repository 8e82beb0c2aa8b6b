// Installing a version: bundle by bundle into its own Cache. What is there already is not fetched again, whether it
// came before the line was cut or with the version before.
import type { Progress } from "../page/names.ts";
import { fetchBundle, type InstallList, type ListedBundle } from "./bundle.ts";
import { base, cacheName, PREFIX, SECURITY, VERSION } from "./version.ts";

const AT_ONCE = 3;
const LIST = `${base}install.json`;
const mark = (bundle: ListedBundle): string => `${base}bundles/.installed/${bundle.sha256}`;

/** Installs this worker's version and tells how far it is; with `look` it only says what is there. */
export async function installVersion(tell: (progress: Progress) => void, { look = false } = {}): Promise<Progress> {
  const cache = await caches.open(cacheName(VERSION));
  const list = await listed(cache, look);
  const progress: Progress = { done: 0, total: 0, bytes: 0, version: VERSION, ready: false };
  if (!list) return progress;
  progress.total = list.bundles.length;
  progress.bytes = list.bundles.reduce((sum, bundle) => sum + bundle.bytes, 0);
  const missing: ListedBundle[] = [];
  for (const bundle of list.bundles) {
    if (await cache.match(mark(bundle))) progress.done += 1;
    else missing.push(bundle);
  }
  progress.ready = missing.length === 0;
  if (look) return progress;
  tell({ ...progress });
  const earlier = await caches.keys().then((names) => names.filter((name) => name.startsWith(PREFIX) && name !== cacheName(VERSION)));
  const next = async (): Promise<void> => {
    for (let bundle = missing.shift(); bundle; bundle = missing.shift()) {
      if (!(await takeOver(bundle, earlier, cache))) await unpackInto(cache, bundle);
      await cache.put(mark(bundle), new Response(null));
      progress.done += 1;
      progress.ready = progress.done === progress.total;
      tell({ ...progress });
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  } catch (error) {
    // What the others still bring in is kept for the next try; none of it takes the word "problem" back.
    missing.length = 0;
    progress.problem = (error as Error).name === "QuotaExceededError" ? "space" : "network";
    tell({ ...progress });
    throw error;
  }
  return progress;
}

/** The list of this version: from the Cache once it is kept, else from the server, which may have moved on. */
async function listed(cache: Cache, look: boolean): Promise<InstallList | null> {
  const kept = await cache.match(LIST);
  if (kept) return (await kept.json()) as InstallList;
  if (look) return null;
  const answer = await fetch(LIST, { cache: "no-store" });
  if (!answer.ok) throw new Error(`install.json: ${answer.status}`);
  const text = await answer.text();
  const list = JSON.parse(text) as InstallList;
  if (list.version !== VERSION) throw new Error(`install.json is of version ${list.version}, this worker of ${VERSION}`);
  await cache.put(LIST, new Response(text, { headers: { "Content-Type": "application/json" } }));
  return list;
}

async function unpackInto(cache: Cache, bundle: ListedBundle): Promise<void> {
  for (const { path, type, body } of await fetchBundle(bundle)) {
    await cache.put(path, new Response(body, { headers: { "Content-Type": type, "Content-Length": String(body.length), ...SECURITY } }));
  }
}

/** Takes a bundle over from a version that is on this device and has it whole. */
async function takeOver(bundle: ListedBundle, names: readonly string[], cache: Cache): Promise<boolean> {
  for (const name of names) {
    const other = await caches.open(name);
    if (!(await other.match(mark(bundle)))) continue;
    const copies = await Promise.all(bundle.pages.map(async ({ path }) => [path, await other.match(path)] as const));
    if (copies.some(([, copy]) => !copy)) continue;
    for (const [path, copy] of copies) if (copy) await cache.put(path, copy);
    return true;
  }
  return false;
}
