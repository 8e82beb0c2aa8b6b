import assert from "node:assert/strict";
import { test } from "node:test";
import type { Mutation, Patch, WireRecord } from "../../../leadpwa/pwa/store/types.ts";
import { canonical, compareUtf8 } from "../../../leadpwa/pwa/sync/canonical.ts";
import { emptyRecord, merged } from "../../../leadpwa/pwa/sync/merge.ts";
import { seeded } from "../support/world.ts";

const ID = "0192f000-0000-7000-8000-000000000001";

function stamp(second: number, node = "a"): string {
  return `2026-11-24T08:00:${String(second).padStart(2, "0")}.000Z-0000-${node.repeat(16)}`;
}

function a(change: { patch: Patch } | { delete: true } | { restore: true }): Mutation {
  return { id: "m", kind: "lead", record: ID, hlc: "", ...change };
}

function after(...changes: [Mutation, string][]): WireRecord {
  return changes.reduce((record, [mutation, at]) => merged(record, mutation, at), emptyRecord("lead", ID));
}

test("the later change of one field wins, whichever comes first", () => {
  const [early, late] = [a({ patch: { note: "early" } }), a({ patch: { note: "late" } })];
  assert.equal(after([early, stamp(1)], [late, stamp(2)]).fields["note"], "late");
  assert.equal(after([late, stamp(2)], [early, stamp(1)]).fields["note"], "late");
});

test("changes of different fields are both kept", () => {
  const record = after([a({ patch: { note: "n" } }), stamp(2)], [a({ patch: { city: "芜湖" } }), stamp(1)]);
  assert.deepEqual(record.fields, { note: "n", city: "芜湖" });
});

test("of equal stamps the greater canonical text wins, as UTF-8 bytes", () => {
  const [low, high] = [a({ patch: { note: "\uffee" } }), a({ patch: { note: "𠮷" } })];
  assert.equal(after([low, stamp(1)], [high, stamp(1)]).fields["note"], "𠮷");
  assert.equal(after([high, stamp(1)], [low, stamp(1)]).fields["note"], "𠮷");
  assert.ok(compareUtf8("\uffee", "𠮷") < 0);
  assert.equal(canonical({ b: 1, a: [true, null] }), '{"a":[true,null],"b":1}');
});

test("of equal stamps the withdrawal of a consent wins", () => {
  const given = a({ patch: { consent_contact: { given: true, at: "2" } } });
  const withdrawn = a({ patch: { consent_contact: { given: false, at: "1" } } });
  for (const order of [[given, withdrawn], [withdrawn, given]] as const) {
    const record = after(...order.map((each): [Mutation, string] => [each, stamp(1)]));
    assert.deepEqual(record.fields["consent_contact"], { given: false, at: "1" });
  }
});

test("captured_at is set once: the smallest stamp wins", () => {
  const [first, second] = [a({ patch: { captured_at: "1" } }), a({ patch: { captured_at: "2" } })];
  assert.equal(after([second, stamp(2)], [first, stamp(1)]).fields["captured_at"], "1");
  assert.equal(after([first, stamp(1)], [second, stamp(2)]).fields["captured_at"], "1");
});

test("two phones that add different models keep both, and an addition survives an equal removal", () => {
  const [one, two] = [a({ patch: { models: { add: ["tiggo-8"] } } }), a({ patch: { models: { add: ["arrizo-8"] } } })];
  const gone = a({ patch: { models: { remove: ["tiggo-8"] } } });
  assert.deepEqual(after([one, stamp(1)], [two, stamp(1, "b")]).fields["models"], ["arrizo-8", "tiggo-8"]);
  assert.deepEqual(after([one, stamp(1)], [gone, stamp(1)]).fields["models"], ["tiggo-8"]);
  assert.deepEqual(after([gone, stamp(1)], [one, stamp(1)]).fields["models"], ["tiggo-8"]);
  const removed = after([one, stamp(1)], [gone, stamp(2)]);
  assert.equal(removed.fields["models"], undefined);
  assert.equal(removed.stamps["models/tiggo-8"], stamp(2), "a removed element keeps its stamp");
});

test("an emptied field is gone from the fields and keeps its stamp", () => {
  const record = after([a({ patch: { note: "n" } }), stamp(1)], [a({ patch: { note: null } }), stamp(2)]);
  assert.equal("note" in record.fields, false);
  assert.equal(record.stamps["note"], stamp(2));
});

test("delete and restore are one register; an edit of a deleted lead is kept and does not bring it back", () => {
  const [gone, back] = [a({ delete: true }), a({ restore: true })];
  assert.equal(after([gone, stamp(2)], [back, stamp(1)]).deleted, stamp(2));
  assert.equal(after([gone, stamp(1)], [back, stamp(2)]).deleted, undefined);
  assert.equal(after([back, stamp(1)], [gone, stamp(1)]).deleted, stamp(1));
  assert.equal(after([gone, stamp(1)], [back, stamp(1)]).deleted, stamp(1));
  const edited = after([gone, stamp(1)], [a({ patch: { note: "n" } }), stamp(2)]);
  assert.deepEqual([edited.deleted, edited.fields["note"]], [stamp(1), "n"]);
});

test("every order of delivery, with repetitions, ends in the same record", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const changes = Array.from({ length: 9 }, (): [Mutation, string] => {
      const change = pick([
        a({ patch: { note: pick(["a", "b", null, "𠮷", "\uffee"]) } }),
        a({ patch: { captured_at: pick(["1", "2"]), consent_contact: { given: pick([true, false]), n: pick([1, 2]) } } }),
        a({ patch: { models: { add: [pick(["x", "y"])], remove: [pick(["x", "z"])] } } }),
        a({ delete: true }),
        a({ restore: true }),
      ]);
      return [change, stamp(Math.floor(random() * 4), pick(["a", "b"]))];
    });
    const expected = after(...changes);
    for (let order = 0; order < 12; order++) {
      const shuffled = [...changes, pick(changes), pick(changes)]
        .map((change) => ({ change, key: random() }))
        .sort((x, y) => x.key - y.key)
        .map(({ change }) => change);
      assert.deepEqual(after(...shuffled), expected, `seed ${seed}`);
    }
  }
});
