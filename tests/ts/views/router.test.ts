import assert from "node:assert/strict";
import { test } from "node:test";
import { back, leadHash, pairingCode, routeOf, startRouter } from "../../../leadpwa/pwa/views/router.ts";

test("an address names a place, a lead and its tab", () => {
  assert.deepEqual(routeOf("#/lead/0193-ab/follow"), { place: "lead", rest: ["0193-ab", "follow"] });
  assert.deepEqual(routeOf("#/log"), { place: "log", rest: [] });
});

test("an address that says nothing, or nonsense, is today", () => {
  for (const hash of ["", "#", "#/", "#/nowhere", "#/%E0%A4%A"]) assert.equal(routeOf(hash).place, "today");
});

test("the code of an invitation is found only in its own form of link", () => {
  assert.equal(pairingCode("#pair=ABCD2345"), "ABCD2345");
  assert.equal(pairingCode("#/pair"), null);
});

test("a lead's address brings its id back whatever it holds", () => {
  const [id] = routeOf(leadHash("a/b c")).rest;
  assert.equal(id, "a/b c");
});

test("back stays in the app where another site's page lies behind it", () => {
  const went: string[] = [];
  const history = {
    state: null as unknown,
    length: 5,
    back: () => went.push("back"),
    replaceState(state: unknown, _: string, to?: string) {
      this.state = state;
      if (to) went.push(to);
    },
  };
  Object.assign(globalThis, { history, location: { hash: "#/log" }, addEventListener: () => undefined });
  startRouter();
  back("#/today");
  assert.deepEqual(went, ["#/today"]);
  // A link inside the app makes an entry of its own, with no state.
  history.state = null;
  back("#/today");
  assert.deepEqual(went, ["#/today", "back"]);
});
