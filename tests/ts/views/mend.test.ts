import assert from "node:assert/strict";
import { test } from "node:test";
import { madeAnonymous, withConsent, withMobile } from "../../../leadpwa/pwa/views/sync/mend.ts";

const refused = {
  id: "m", kind: "lead", record: "r", hlc: "h",
  patch: {
    source: "event", captured_at: "2026-11-24T08:00:00+08:00", name: "许文杰", title: "mr", mobile: "13733332205", city: "广州",
    expected_on: "2027-02-24", consent_marketing: { given: true },
  },
};

test("recording the consent adds it and leaves everything typed", () => {
  const patch = withConsent(refused, "2026-1", "2026-11-24T10:00:00+08:00");
  assert.deepEqual(patch["consent_contact"], { given: true, wording: "2026-1", at: "2026-11-24T10:00:00+08:00", how: "spoken" });
  assert.equal(patch["name"], "许文杰");
});

test("made anonymous, a lead keeps its interest and nothing of the person", () => {
  assert.deepEqual(madeAnonymous(refused), {
    source: "event", captured_at: "2026-11-24T08:00:00+08:00", city: "广州", expected_on: "2027-02-24", no_contact: true,
  });
});

test("a corrected number replaces the refused one alone", () => {
  assert.deepEqual(withMobile(refused, "13733332206"), { ...refused.patch, mobile: "13733332206" });
});
