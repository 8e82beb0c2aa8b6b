// Whether somebody is on the phone already: by number, WeChat or e-mail for certain, by name and the end of the number perhaps.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Shown } from "../../../leadpwa/pwa/store/types.ts";
import { asPerson, duplicateOf } from "../../../leadpwa/pwa/views/log/duplicates.ts";

const lead = (id: string, fields: Record<string, string>): Shown => ({ kind: "lead", id, seq: 1, fields, stamps: {}, state: "sent" });
const LEADS = [
  lead("hers", { owner: "her", mobile: "13911112222", wechat: "LiNa" }),
  lead("mine", { owner: "me", name: "张伟", mobile: "13800138000", wechat: "ZhangWei88", email: "wei@example.com" }),
];
const found = (typed: Parameters<typeof asPerson>[0]): string | null => {
  const duplicate = duplicateOf(asPerson(typed), LEADS, "me", (id) => `name of ${id}`);
  if (duplicate === null) return null;
  return `${duplicate.kind} ${duplicate.kind === "colleague" ? duplicate.owner : duplicate.lead.id}`;
};

test("the same number, WeChat id or e-mail is the same person, however it is typed", () => {
  assert.equal(found({ mobile: "+86 138 0013 8000" }), "mine mine");
  assert.equal(found({ wechat: " zhangwei88" }), "mine mine");
  assert.equal(found({ email: "Ｗei@Example.com" }), "mine mine");
});

test("of a colleague's no more is said than whose it may be", () => {
  assert.equal(found({ wechat: "lina" }), "colleague name of her");
});

test("a name and the end of a number alone ask a question, and only about one's own", () => {
  assert.equal(found({ name: "张 伟", mobile: "13711118000" }), "likely mine");
  assert.equal(found({ name: "张伟" }), null);
  assert.equal(found({ name: "张伟", mobile: "13711118001" }), null);
});

test("nothing typed is nobody's, and a WeChat id is no e-mail", () => {
  assert.equal(found({}), null);
  assert.equal(found({ wechat: " " }), null);
  assert.equal(found({ email: "lina" }), null);
});
