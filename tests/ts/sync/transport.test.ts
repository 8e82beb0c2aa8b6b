import assert from "node:assert/strict";
import { test } from "node:test";
import type { Environment } from "../../../leadpwa/pwa/store/environment.ts";
import { post, readRetryAfter } from "../../../leadpwa/pwa/sync/transport.ts";
import { Handset, type Request, World, withPacking } from "../support/world.ts";

function aLine(): { world: World; environment: Environment; handset: Handset } {
  const world = new World((request: Request) => ({ status: 200, body: { got: request.body } }));
  const handset = new Handset(world);
  return { world, handset, environment: handset.tab().environment };
}

test("large requests are packed", async () => {
  const { environment } = aLine();
  const seen: RequestInit[] = [];
  const fetch: Environment["fetch"] = (url, init) => {
    seen.push(init);
    return environment.fetch(url, init);
  };
  await withPacking(async () => {
    const body = { text: "潜客".repeat(4_000) };
    const reply = await post({ ...environment, fetch }, { path: "sync", body, token: "t" });
    assert.deepEqual(reply.kind === "json" && reply.body, { got: body });
    const [init] = seen;
    assert.equal(new Headers(init?.headers).get("Content-Encoding"), "gzip");
    assert.ok((init?.body as Uint8Array).length < 1_000);
  });
});

test("redirects are never followed, and no cookie goes with a request", async () => {
  const { environment } = aLine();
  let init: RequestInit = {};
  const fetch: Environment["fetch"] = (url, given) => environment.fetch(url, (init = given));
  await post({ ...environment, fetch }, { path: "sync", body: {}, token: "t" });
  assert.deepEqual([init.redirect, init.credentials, init.cache], ["error", "omit", "no-store"]);
});

test("thirty seconds without a byte are a failure, and a slow answer that goes on is none", async () => {
  const { world, environment } = aLine();
  let chunks = ['{"a":', "1", "}"];
  const fetch: Environment["fetch"] = async () => {
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) =>
        new Promise<void>((done) => {
          const [chunk, ...rest] = chunks;
          chunks = rest;
          const give = () => {
            if (chunk === undefined) controller.close();
            else controller.enqueue(new TextEncoder().encode(chunk));
            done();
          };
          world.timer(chunk === "stop" ? 31_000 : 25_000, give);
        }),
    });
    return new Response(body, { headers: { "Content-Type": "application/json" } });
  };
  const slow = post({ ...environment, fetch }, { path: "sync", body: {}, token: null });
  await world.pass(120_000);
  assert.deepEqual(((await slow) as { body: unknown }).body, { a: 1 });
  chunks = ['{"a":', "stop"];
  const stopped = post({ ...environment, fetch }, { path: "sync", body: {}, token: null });
  await world.pass(120_000);
  const reply = await stopped;
  assert.ok(reply.kind === "failure" && reply.stalled);
});

test("text that is not UTF-8 is no answer", async () => {
  const { environment } = aLine();
  const fetch: Environment["fetch"] = async () =>
    new Response(Uint8Array.from([0x7b, 0xff, 0x7d]), { headers: { "Content-Type": "application/json" } });
  assert.equal((await post({ ...environment, fetch }, { path: "sync", body: {}, token: null })).kind, "failure");
});

test("Retry-After is seconds or a date", () => {
  const now = Date.parse("2026-11-24T08:00:00Z");
  assert.equal(readRetryAfter("120", now), 120_000);
  assert.equal(readRetryAfter("Tue, 24 Nov 2026 08:01:00 GMT", now), 60_000);
  assert.equal(readRetryAfter("Tue, 24 Nov 2026 07:01:00 GMT", now), 0);
  assert.equal(readRetryAfter("soon", now), null);
  assert.equal(readRetryAfter(null, now), null);
});
