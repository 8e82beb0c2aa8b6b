import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY, fieldsOf, judge, type Setting, type Typed } from "../../../leadpwa/pwa/views/log/form.ts";
import { theRules } from "./the-rules.ts";

const AT = "2026-11-24T16:20:00.000+08:00";
const setting: Setting = { event: null, today: "2026-11-24", rules: theRules(), wording: "2026-1" };
const agreed = { ...EMPTY.consent, contact: AT };

function typed(part: Partial<Typed>): Typed {
  return { ...EMPTY, ...part };
}

test("a number and the consent are enough", () => {
  const form = typed({ mobile: "137 1180 4592", consent: agreed });
  assert.deepEqual(judge(form), { kind: "ready", anonymous: false });
  assert.deepEqual(fieldsOf(form, setting), {
    source: "walk_in",
    mobile: "13711804592",
    consent_contact: { given: true, wording: "2026-1", at: AT, how: "spoken" },
  });
});

test("contact data without consent is asked about, never queued", () => {
  assert.deepEqual(judge(typed({ wechat: "xuhaibo" })), { kind: "ask_consent" });
});

test("nothing to reach the person by is said as such", () => {
  assert.deepEqual(judge(typed({ name: "徐海波", window: "B" })), { kind: "no_contact" });
});

test("an anonymous interest keeps what was wanted and nothing of the person", () => {
  const form = typed({ anonymous: true, mobile: "13711804592", name: "徐海波", title: "mr", note: "n", wechat: "w", email: "e@x", company: "c", city: "广州", window: "B", models: ["tiggo-8"] });
  assert.deepEqual(judge(form), { kind: "ready", anonymous: true });
  assert.deepEqual(fieldsOf(form, setting), {
    source: "walk_in", city: "广州", no_contact: true, models: { add: ["tiggo-8"] },
    purchase_window: "B", expected_on: "2027-02-24", confirmed_on: "2026-11-24",
  });
});

test("an answer about the time travels as the letter, its far end and the day it was given", () => {
  const fields = fieldsOf(typed({ mobile: "13711804592", consent: agreed, window: "C" }), { ...setting, today: "2026-08-31" });
  assert.equal(fields["expected_on"], "2027-02-28");
  assert.equal(fields["confirmed_on"], "2026-08-31");
});

test("not asked is no answer", () => {
  assert.ok(!("purchase_window" in fieldsOf(typed({ mobile: "13711804592", consent: agreed, window: "-" }), setting)));
});

test("a chosen event gives the source, unless another is picked", () => {
  const show = { ...setting, event: "auto-show-2026" };
  const form = typed({ mobile: "13711804592", consent: agreed });
  assert.equal(fieldsOf(form, show)["source"], "event");
  assert.equal(fieldsOf(form, show)["event"], "auto-show-2026");
  assert.equal(fieldsOf({ ...form, source: "referral" }, show)["source"], "referral");
});

test("a consent switched off is not asked, not declined", () => {
  const fields = fieldsOf(typed({ mobile: "13711804592", consent: agreed }), setting);
  assert.ok(!("consent_marketing" in fields) && !("consent_share_with_dealer" in fields));
});

test("a model by its own name goes with those tapped, once", () => {
  const form = typed({ mobile: "13711804592", consent: agreed, models: ["tiggo-8"], otherModel: " 捷途旅行者 " });
  assert.deepEqual(fieldsOf(form, setting)["models"], { add: ["tiggo-8", "捷途旅行者"] });
});

for (const [text, why] of [
  ["1371180", "mobile"],
  ["23711804592", "mobile"],
  ["+86 137 1180", "mobile"],
  ["+1 2", "mobileForeign"],
] as const) {
  test(`${text} is no number, and says so beside the field`, () => {
    assert.deepEqual(judge(typed({ mobile: text, consent: agreed })), { kind: "faults", faults: { mobile: { why } } });
  });
}

for (const text of ["13711804592", "137-1180-4592", "+86 137 1180 4592", "008613711804592", "１３７１１８０４５９２", "+852 9123 4567"]) {
  test(`${text} is a number`, () => {
    assert.equal(judge(typed({ mobile: text, consent: agreed })).kind, "ready");
  });
}

test("a note of 64 KB is counted in characters and kept", () => {
  assert.deepEqual(judge(typed({ mobile: "13711804592", consent: agreed, note: "𠮷".repeat(16_384) })), {
    kind: "faults", faults: { note: { why: "long", most: 4000, now: 16_384 } },
  });
});

test("emoji, rare characters, right-to-left marks, script tags and formulas are kept as typed", () => {
  const note = "😀 𠮷‮abc <script>alert(1)</script> =1+1";
  assert.equal(fieldsOf(typed({ mobile: "13711804592", consent: agreed, note }), setting)["note"], note);
});

test("half a character and a null are named before they are queued", () => {
  for (const name of ["a\ud800", "a\0"]) {
    assert.deepEqual(judge(typed({ mobile: "13711804592", consent: agreed, name })), { kind: "faults", faults: { name: { why: "text" } } });
  }
});
