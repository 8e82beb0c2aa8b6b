// A bundle: a gzip stream of one line of JSON that lists its files, and after it the files, end to end.

export interface BundleFile {
  path: string;
  type: string;
  body: Uint8Array<ArrayBuffer>;
}

export interface ListedBundle {
  url: string;
  sha256: string;
  bytes: number;
  pages: readonly { path: string; sha256: string }[];
}

export interface InstallList {
  version: string;
  bundles: readonly ListedBundle[];
}

const STALLED_MS = 30_000;

/** Fetches and unpacks; every file is what `install.json` says it is, or this rejects. */
export async function fetchBundle(listed: ListedBundle): Promise<BundleFile[]> {
  const packed = await download(listed.url);
  if ((await sha256(packed)) !== listed.sha256) throw new Error(`${listed.url}: not what install.json names`);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const files = unpack(new Uint8Array(await new Response(stream).arrayBuffer()));
  const hashes = new Map(listed.pages.map(({ path, sha256 }) => [path, sha256]));
  if (files.length !== hashes.size) throw new Error(`${listed.url}: ${files.length} files, ${hashes.size} are listed`);
  for (const file of files) {
    if ((await sha256(file.body)) !== hashes.get(file.path)) throw new Error(`${file.path}: not what install.json names`);
  }
  return files;
}

export function unpack(plain: Uint8Array<ArrayBuffer>): BundleFile[] {
  const end = plain.indexOf(0x0a);
  const head = JSON.parse(new TextDecoder().decode(plain.subarray(0, end))) as { path: string; type: string; bytes: number }[];
  let at = end + 1;
  return head.map(({ path, type, bytes }) => {
    const body = plain.subarray(at, at + bytes);
    at += bytes;
    return { path, type, body };
  });
}

/** The bytes at an address; a line that says nothing for too long is given up, so that the next start tries again. */
async function download(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const control = new AbortController();
  let timer = setTimeout(() => control.abort(), STALLED_MS);
  try {
    const answer = await fetch(url, { signal: control.signal, cache: "no-store" });
    if (!answer.ok || !answer.body) throw new Error(`${url}: ${answer.status}`);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const reader = answer.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      clearTimeout(timer);
      timer = setTimeout(() => control.abort(), STALLED_MS);
      parts.push(value);
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  } finally {
    clearTimeout(timer);
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
