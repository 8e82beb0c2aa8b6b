// One request and what came of it. No progress for 30 s is a failure; so are redirects, and answers that are not JSON.
import type { Environment } from "../store/environment.ts";
import type { Problem } from "../store/types.ts";
import { readProblem } from "./wire.ts";

export const STALLED_MS = 30_000;
/** Smaller bodies gain nothing from being packed, bytes. */
const PACKED_FROM = 2048;

export type Reply =
  | { kind: "json"; status: number; body: unknown; sentMs: number; headMs: number }
  | { kind: "problem"; status: number; problem: Problem | null; body: unknown; retryAfterMs: number | null }
  /** No answer, or one that the server did not write. `stalled`: 30 s without progress. */
  | { kind: "failure"; stalled: boolean; tookMs: number };

export interface Post {
  readonly path: string;
  readonly body: unknown;
  readonly token: string | null;
}

export function post(env: Environment, request: Post): Promise<Reply> {
  return ask(env, request);
}

export function get(env: Environment, path: string, token: string): Promise<Reply> {
  return ask(env, { path, token, body: undefined });
}

async function ask(env: Environment, { path, body, token }: Post): Promise<Reply> {
  const watch = watchdog(env);
  const sentMs = env.now();
  try {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (token !== null) headers["Authorization"] = `Bearer ${token}`;
    const packed = body === undefined ? null : await pack(JSON.stringify(body));
    if (packed?.gzip) headers["Content-Encoding"] = "gzip";
    const response = await watch.guard(
      env.fetch(`${env.api}/api/v1/${path}`, {
        method: packed ? "POST" : "GET",
        headers,
        ...(packed && { body: packed.bytes }),
        signal: watch.signal,
        // A captive portal's redirect must not be followed to its page.
        redirect: "error",
        credentials: "omit",
        cache: "no-store",
        referrerPolicy: "no-referrer",
      }),
    );
    const headMs = env.now();
    const text = await readText(response, watch);
    return reply(response, text, { sentMs, headMs });
  } catch {
    return { kind: "failure", stalled: watch.barked(), tookMs: env.now() - sentMs };
  } finally {
    watch.stop();
  }
}

function reply(response: Response, text: string, times: { sentMs: number; headMs: number }): Reply {
  const body = parse(response, text);
  const { status } = response;
  if (status >= 200 && status < 300) {
    if (typeof body !== "object" || body === null) return { kind: "failure", stalled: false, tookMs: times.headMs - times.sentMs };
    return { kind: "json", status, body, ...times };
  }
  const retryAfterMs = readRetryAfter(response.headers.get("Retry-After"), times.headMs);
  return { kind: "problem", status, problem: readProblem(body), body, retryAfterMs };
}

function parse(response: Response, text: string): unknown {
  const type = response.headers.get("Content-Type") ?? "";
  if (!/^application\/(problem\+)?json\b/i.test(type)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds or a date, as ms from now; null where there is none. */
export function readRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === "") return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

async function pack(text: string): Promise<{ bytes: Uint8Array<ArrayBuffer> | string; gzip: boolean }> {
  if (text.length < PACKED_FROM || typeof CompressionStream === "undefined") return { bytes: text, gzip: false };
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return { bytes: new Uint8Array(await new Response(stream).arrayBuffer()), gzip: true };
}

async function readText(response: Response, watch: Watchdog): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  for (;;) {
    const { done, value } = await watch.guard(reader.read());
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
}

interface Watchdog {
  readonly signal: AbortSignal;
  /** The promise, or a rejection after 30 s without it; each call is progress. */
  guard<T>(promise: Promise<T>): Promise<T>;
  barked(): boolean;
  stop(): void;
}

function watchdog(env: Environment): Watchdog {
  const abort = new AbortController();
  let cancel = () => {};
  let barked = false;
  return {
    signal: abort.signal,
    guard: (promise) => {
      cancel();
      return new Promise((resolve, reject) => {
        cancel = env.timer(STALLED_MS, () => {
          barked = true;
          abort.abort();
          reject(new Error("stalled"));
        });
        promise.then(resolve, reject);
      });
    },
    barked: () => barked,
    stop: () => {
      cancel();
      // Lets go of a body that was not read to its end.
      abort.abort();
    },
  };
}
