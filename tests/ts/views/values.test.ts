// Values of fields as the history shows them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { canPutBack, valueText } from "../../../leadpwa/pwa/views/lead/values.ts";

test("each kind of value has words of its own", () => {
  assert.equal(valueText("city", null), "空");
  assert.equal(valueText("column", "p25"), "25%");
  assert.equal(valueText("next_step", { what: "试驾", on: "2026-11-28" }), "2026-11-28 试驾");
  assert.equal(valueText("consent_contact", { given: false, wording: "2026-1" }), "不同意");
  assert.equal(valueText("models", { add: ["tiggo-8"], remove: ["exeed-rx"] }), "+tiggo-8、−exeed-rx");
  assert.equal(valueText("no_contact", true), "true");
});

test("only a plain value that does not stand already can be put back", () => {
  assert.ok(canPutBack("city", "芜湖", "合肥"));
  assert.ok(!canPutBack("city", "芜湖", "芜湖"));
  assert.ok(!canPutBack("city", null, "芜湖"));
  assert.ok(!canPutBack("owner", "u", "v"));
});
