import assert from "node:assert/strict";
import { test } from "node:test";
import { readCode } from "../../../leadpwa/pwa/device/pairing.ts";
import { deviceName, isWhole, shownCode } from "../../../leadpwa/pwa/views/pair/code.ts";

test("a code is read whatever the case, the blanks and the look-alikes", () => {
  assert.equal(readCode("abcd 2o1l"), "ABCD2011");
  assert.equal(readCode("ＡＢＣＤ－２３４５"), "ABCD2345");
});

test("only eight characters are a whole code", () => {
  assert.ok(isWhole(readCode("abcd 2345")));
  assert.ok(!isWhole(readCode("abcd 234")));
});

test("a code is shown in two groups while it is typed", () => {
  assert.equal(shownCode("abc"), "ABC");
  assert.equal(shownCode("abcd2345"), "ABCD 2345");
});

test("a phone is named by its model, and by its system where the browser hides it", () => {
  const agent = (inside: string) => `Mozilla/5.0 (${inside}) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36`;
  assert.equal(deviceName(agent("Linux; Android 14; Pixel 8 Build/UD1A")), "Pixel 8");
  assert.equal(deviceName(agent("Linux; Android 10; K")), "Android");
  assert.equal(deviceName(agent("iPhone; CPU iPhone OS 18_0 like Mac OS X")), "iPhone");
});
