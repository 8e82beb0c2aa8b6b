import assert from "node:assert/strict";
import { test } from "node:test";
import { asDialled, canTry, EMPTY, grouped, isEmpty, readDraft } from "../../../leadpwa/pwa/views/log/form.ts";

test("a mainland number is grouped as it is typed, any other is left alone", () => {
  assert.equal(grouped("1371180"), "137 1180");
  assert.equal(grouped("137 1180 4592"), "137 1180 4592");
  assert.equal(grouped("+852 9123 4567"), "+852 9123 4567");
  assert.equal(grouped("020-8888"), "020-8888");
});

test("the form's own blanks are not stored, a person's are", () => {
  assert.equal(asDialled("137 1180 4592"), "13711804592");
  assert.equal(asDialled(" +852 9123 4567 "), "+852 9123 4567");
});

test("a draft comes back as it was, after any kill", () => {
  const typed = { ...EMPTY, mobile: "137 1180", name: "徐", models: ["tiggo-8"], note: "𠮷‮ <script>", consent: { ...EMPTY.consent, contact: "2026-11-24T08:00:00+08:00" } };
  assert.deepEqual(readDraft(JSON.parse(JSON.stringify(typed))), typed);
});

test("a draft with nothing in it, or of a form long gone, is none", () => {
  assert.equal(readDraft(undefined), null);
  assert.equal(readDraft({ ...EMPTY }), null);
  assert.equal(readDraft({ mobile: 5, old: "x" }), null);
});

test("a way to reach the person, or anonymous, is enough to try", () => {
  assert.ok(isEmpty(EMPTY) && !canTry(EMPTY));
  assert.ok(canTry({ ...EMPTY, wechat: "xuhaibo" }));
  assert.ok(canTry({ ...EMPTY, anonymous: true }));
  assert.ok(!canTry({ ...EMPTY, name: "徐海波" }));
});
